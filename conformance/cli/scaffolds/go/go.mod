module streamproof-adapter

go 1.21
