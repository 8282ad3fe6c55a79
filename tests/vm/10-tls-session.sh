#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A mutual-TLS session on 5061, opened from either side, under policies that come and go.
. "$(dirname "$0")/lib.sh"

# certificate NAME: a key and a certificate signed by itself.
certificate() {
	openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-subj "/CN=$1.example" -keyout "$WORK/$1.key" -out "$WORK/$1.pem" 2>/dev/null
}

policy_file with >/dev/null <<-END
	allow sip-in tcp from any to access_edge port 5061
	allow sip-out tcp from access_edge to any port 5061
END
policy_file with-too >/dev/null <<-END
	allow web tcp from any to access_edge port 443
	allow sip-out tcp from access_edge to any port 5061
	allow sip-in tcp from any to access_edge port 5061
END
policy_file without >/dev/null <<-END
	allow web tcp from any to access_edge port 443
END

certificate partner && certificate access || bail "no certificates"
topology_up partner edge
module_load || bail "the module does not load"
python_checks 10-tls-session.py
finish
