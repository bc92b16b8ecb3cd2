/** Ends before it is ready. */
process.stderr.write("cannot find module 'left-pad'\n");
process.exitCode = 7;
