#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
# Makes two authorities and the leaf certificates of the TLS tests in the folder $1.
set -eu
cd "$1"

authority() { # file, name
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj "/CN=$2/O=Lockstep Tests" -keyout "$1.key" -out "$1.pem" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
    : > "$1.index"
}

leaf() { # file, authority, subjectAltName, start, end
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -subj "/CN=$1" -keyout "$1.key" -out "$1.csr"
    cat > "$1.cnf" <<END
[ca]
default_ca = here
[here]
database = $2.index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
subjectAltName = $3
END
    openssl ca -batch -notext -config "$1.cnf" -extensions leaf -cert "$2.pem" -keyfile "$2.key" \
        -in "$1.csr" -out "$1.pem" -startdate "$4" -enddate "$5"
}

{
    authority trusted "Lockstep Test Authority"
    authority unknown "Corporate Inspection CA"
    here="DNS:localhost,IP:127.0.0.1,IP:::1"
    leaf good trusted "$here" 20200101000000Z 20990101000000Z
    leaf expired trusted "$here" 20200101000000Z 20210101000000Z
    leaf wrongname trusted "DNS:login.microsoftonline.com" 20200101000000Z 20990101000000Z
    leaf inspected unknown "$here" 20200101000000Z 20990101000000Z
} > openssl.log 2>&1 || { cat openssl.log >&2; exit 1; }
