# SPDX-License-Identifier: GPL-2.0-only
# The real servers, and the certificates and names they need.
# shellcheck shell=bash

# certificate NAME SUBJECT [DOMAIN...]: signed by the demo's authority, which both
# sides of a mutual TLS session trust, and no other.
certificate() {
	local name=$1 subject=$2 domain names

	shift
	for domain; do
		names+=${names:+,}DNS:$domain
	done
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 30 -subj "/CN=$subject" -addext "subjectAltName=$names" \
		-addext extendedKeyUsage=serverAuth,clientAuth \
		-addext basicConstraints=critical,CA:FALSE \
		-CA "$WORK/ca.pem" -CAkey "$WORK/ca.key" \
		-keyout "$WORK/$name.key" -out "$WORK/$name.pem" 2>"$WORK/$name.req"
}

authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 30 -subj "/CN=Demo authority" \
		-keyout "$WORK/ca.key" -out "$WORK/ca.pem" 2>"$WORK/ca.req"
}

certificates() {
	local pids=() pid

	authority || return
	certificate access access.edge.example & pids+=($!)
	certificate internal internal.edge.example & pids+=($!)
	certificate partner sip.partner.example & pids+=($!)
	certificate pic sip.pic.example & pids+=($!)
	certificate frontend frontend.corp.example & pids+=($!)
	certificate xmpp-edge edge.example edge6.example & pids+=($!)
	certificate xmpp-partner partner.example partner6.example & pids+=($!)
	for pid in "${pids[@]}"; do
		wait "$pid" || return
	done
}

# tls_server HOST NAME CERTIFICATE ADDRESS:PORT [OPTION...]: answers each line with
# the same line from back to front.
tls_server() {
	local host=$1 name=$2 certificate=$3 accept=$4

	shift 4
	spawn "$host" "$name" openssl s_server -accept "$accept" -rev \
		-cert "$WORK/$certificate.pem" -key "$WORK/$certificate.key" \
		-CAfile "$WORK/ca.pem" "$@"
}

# The other side must show a certificate of the demo's authority.
mutual_tls_server() {
	tls_server "$@" -Verify 2 -verify_return_error
}

tls_servers() {
	mutual_tls_server edge access-4 access "$ACCESS4:5061"
	mutual_tls_server edge access-6 access "[$ACCESS6]:5061"
	mutual_tls_server edge internal-4 internal "$INTERNAL4:23456"
	mutual_tls_server edge internal-6 internal "[$INTERNAL6]:23456"
	tls_server edge client-access-4 access "$ACCESS4:443"
	tls_server edge client-access-6 access "[$ACCESS6]:443"
	mutual_tls_server partner partner-4 partner "${HOST4[partner]}:5061"
	mutual_tls_server partner partner-6 partner "[${HOST6[partner]}]:5061"
	mutual_tls_server pic pic-4 pic "${HOST4[pic]}:5061"
	mutual_tls_server pic pic-6 pic "[${HOST6[pic]}]:5061"
}

# The names of both XMPP domains, one pair for IPv4 and one for IPv6.
name_server() {
	local host=$1

	mkdir -p "/etc/netns/$host"
	echo "nameserver 127.0.0.1" >"/etc/netns/$host/resolv.conf"
	spawn "$host" "names-$host" dnsmasq --keep-in-foreground --conf-file=/dev/null \
		--user=root --no-resolv --no-hosts --pid-file= \
		--listen-address=127.0.0.1 --bind-interfaces \
		--host-record="xmpp.edge.example,$ACCESS4" \
		--host-record="xmpp.edge6.example,$ACCESS6" \
		--host-record="xmpp.partner.example,${HOST4[partner]}" \
		--host-record="xmpp.partner6.example,${HOST6[partner]}" \
		--srv-host=_xmpp-server._tcp.edge.example,xmpp.edge.example,5269 \
		--srv-host=_xmpp-server._tcp.edge6.example,xmpp.edge6.example,5269 \
		--srv-host=_xmpp-server._tcp.partner.example,xmpp.partner.example,5269 \
		--srv-host=_xmpp-server._tcp.partner6.example,xmpp.partner6.example,5269
}

# A domain is a component: what its users would do, xmpp.py does. Certificates
# authenticate the servers, so that no dialback makes a connection the other way.
xmpp_server() {
	local host=$1 domain=$2 address4=$3 address6=$4
	local dir=$WORK/xmpp-$host

	mkdir -p "$dir"
	cat >"$dir/prosody.cfg.lua" <<-END
		run_as_root = true
		data_path = "$dir"
		pidfile = "$dir/pid"
		log = { debug = "*console" }
		modules_enabled = { "s2s", "tls", "saslauth" }
		modules_disabled = { "dialback", "c2s", "s2s_bidi", "offline", "posix" }
		interfaces = { "$address4", "$address6" }
		component_interfaces = { "127.0.0.1" }
		component_ports = { 5347 }
		s2s_secure_auth = true
		ssl = {
			certificate = "$WORK/xmpp-$host.pem";
			key = "$WORK/xmpp-$host.key";
			cafile = "$WORK/ca.pem";
		}
		VirtualHost "server.$domain.example"
		Component "$domain.example"
			component_secret = "demo"
		Component "${domain}6.example"
			component_secret = "demo"
	END
	spawn "$host" "prosody-$host" prosody -F --config "$dir/prosody.cfg.lua"
}

xmpp_servers() {
	name_server edge
	name_server partner
	xmpp_server edge edge "$ACCESS4" "$ACCESS6"
	xmpp_server partner partner "${HOST4[partner]}" "${HOST6[partner]}"
}

turn_server() {
	local host=$1 address4=$2 address6=$3

	spawn "$host" "turn-$host" turnserver -n --no-tls --no-dtls --no-tcp --no-cli --no-rfc5780 \
		--listening-ip="$address4" --listening-ip="$address6" \
		--relay-ip="$address4" --relay-ip="$address6" \
		--lt-cred-mech --realm=demo.example --user=demo:demo \
		--userdb="$WORK/turn-$host.db" --pidfile="$WORK/turn-$host.pid" \
		--log-file=stdout --simple-log
}

turn_servers() {
	turn_server edge "$AV4" "$AV6"
	turn_server messenger "${HOST4[messenger]}" "${HOST6[messenger]}"
}

media_servers() {
	local port

	for port in "${MEDIA_PORTS[@]}"; do
		spawn messenger "media-$port" iperf3 --server --port "$port"
	done
}

# listens HOST tcp|udp ADDRESS:PORT...
listens() {
	local host=$1 option=-ltnH sockets socket

	[[ $2 == udp ]] && option=-lunH
	shift 2
	sockets=$(in_host "$host" ss "$option")
	for socket; do
		[[ $sockets == *" $socket "* ]] || return
	done
}

servers_listen() {
	local within=60

	wait_for $within "the TLS servers of the Edge" listens edge tcp \
		"$ACCESS4:5061" "[$ACCESS6]:5061" "$ACCESS4:443" "[$ACCESS6]:443" \
		"$INTERNAL4:23456" "[$INTERNAL6]:23456" &&
	wait_for $within "the XMPP server of the Edge" listens edge tcp \
		"$ACCESS4:5269" "[$ACCESS6]:5269" 127.0.0.1:5347 &&
	wait_for $within "the XMPP server of the partner" listens partner tcp \
		"${HOST4[partner]}:5269" "[${HOST6[partner]}]:5269" 127.0.0.1:5347 &&
	wait_for $within "the TLS servers of the partner" listens partner tcp \
		"${HOST4[partner]}:5061" "[${HOST6[partner]}]:5061" &&
	wait_for $within "the TLS servers of the PIC partner" listens pic tcp \
		"${HOST4[pic]}:5061" "[${HOST6[pic]}]:5061" &&
	wait_for $within "the TURN server of the Edge" listens edge udp \
		"$AV4:3478" "[$AV6]:3478" &&
	wait_for $within "the TURN server of the Messenger client" listens messenger udp \
		"${HOST4[messenger]}:3478" "[${HOST6[messenger]}]:3478" &&
	wait_for $within "the media receivers" listens messenger tcp \
		"${MEDIA_PORTS[@]/#/*:}"
}

start_servers() {
	tls_servers
	xmpp_servers
	turn_servers
	media_servers
	servers_listen
}
