/** The guide that stands at the top of a copy. */

export const COPY_README = `# Streams that providers really send, as plain files

Written by \`streamproof fixtures copy\`; no file here needs Node or streamproof to be read. \`index.json\` lists the cases, each in a folder of its own:

| file | holds |
| --- | --- |
| \`case.json\` | the rule in one sentence, its level, evidence, and each answer of the server: status, headers, how it ends |
| \`request.json\` | the request that the client is to send |
| \`body.sse\` (\`.json\`, \`.bin\`) | the body, byte for byte; \`body-1\`, \`body-2\`, … where the server answers more than once |
| \`cuts.json\` | for each variant, one entry an answer: the body's file, its transfer coding, and the offsets at which writes are cut |
| \`expected.json\` | \`any_of\`: the accepted endings; the first that matches what the client reported counts |
| \`cassette.yaml\` | the exchange for go-vcr, where a recording can hold it; else \`no_cassette\` in \`case.json\` says why |

- \`body.eol-crlf.sse\` and the like are the same stream spelled otherwise, for the variant \`eol=crlf\`.
- Offsets count bytes. A reader must give the same answer however the body is cut.
- In \`expected.json\` compare only what your client can report: \`needs\` in \`case.json\` says what the case is about. Text is exact, or with \`"content": "prefix"\` a beginning; an object with \`length\` and \`sha256\` stands for a long text (bytes of UTF-8).
- \`must\` cases bind every client, \`should\` cases are advice with evidence, \`observe\` cases record what a client does.
- Where an answer ends by \`rst\`, \`missing_last_chunk\`, \`hold\`, \`stay\` or \`comments\`, the body alone does not make the case: play it over a socket, or leave it out.
- Cassettes were made for \`http://streamproof.invalid\`: set it as your client's base URL (\`/v1\` below it).

\`schema/\` has the JSON Schemas. \`manifest.json\` lists every file with its sha256; \`--force\` replaces only those, as long as they were not changed.

Bodies end lines in many ways on purpose. In a git repository, put \`* -text\` into a \`.gitattributes\` beside this file.
`;
