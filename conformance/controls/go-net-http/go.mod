module streamproof.invalid/control

go 1.21
