# SPDX-License-Identifier: GPL-2.0-only
# One real flow for each row of the policy. The output of a row's function is the
# evidence, its status says whether the flow passed; its argument is the IP version.
# shellcheck shell=bash

# Two ends of the range and one port in between, another one at every run.
MEDIA_PORTS=(50000 $((50001 + RANDOM % 9998)) 59999)
# Of a second at a megabit; what counts is that most of it is received.
MEDIA_BYTES=65536
PATIENCE=20

# Row and what is tried, in the order of the policy. The function of a row is its name
# with underscores.
FLOWS=(
	"pic-sip-in	mutual TLS, PIC partner to Access 5061"
	"pic-sip-out	mutual TLS, Access to PIC partner 5061"
	"client-sip	TLS, client to Access 443"
	"messenger-rtp-out	iperf3, A/V to Messenger client"
	"messenger-stun-out	STUN client, A/V to Messenger client 3478"
	"messenger-stun-in	STUN and TURN client, Messenger client to A/V 3478"
	"sip-federation-in	mutual TLS, partner to Access 5061"
	"sip-federation-out	mutual TLS, Access to partner 5061"
	"xmpp-in	XMPP message, partner to Access 5269"
	"xmpp-out	XMPP message, Access to partner 5269"
	"xmpp-gateway	mutual TLS, Front End to internal leg 23456"
)

# address NAME 4|6: of a host, or of the Edge's access, av or internal.
address() {
	local edge=${1^^}$2 host=HOST$2[$1]

	echo "${!edge:-${!host}}"
}

# with_port ADDRESS PORT: as openssl wants it.
with_port() {
	if [[ $1 == *:* ]]; then
		echo "[$1]:$2"
	else
		echo "$1:$2"
	fi
}

# tls_client HOST FROM TO PORT NAME [OPTION...]: a line to the server and back. The
# server must hold a certificate with that name.
tls_client() {
	local host=$1 from=$2 to=$3 port=$4 name=$5 line answer

	shift 5
	line="OPTIONS sip:$name SIP/2.0"
	answer=$(printf '%s\nCLOSE\n' "$line" |
		in_host "$host" timeout $PATIENCE openssl s_client -brief -ign_eof \
			-bind "$(with_port "$from" 0)" \
			-connect "$(with_port "$to" "$port")" \
			-CAfile "$WORK/ca.pem" -verify_return_error \
			-verify_hostname "$name" "$@" 2>&1)
	if [[ $answer != *"$(rev <<<"$line")"* ]]; then
		tr '\n' ' ' <<<"$answer"
		return 1
	fi
	echo -n "$(sed -n 's/^Protocol version: //p' <<<"$answer"), $name verified"
}

# mutual_tls HOST FROM TO PORT NAME CERTIFICATE SUBJECT SERVER: and the server, whose
# log is SERVER's, must have verified the client.
mutual_tls() {
	local certificate=$6 subject=$7 log=$WORK/$8.log seen

	seen=$(grep -c "^Peer certificate: CN = $subject" "$log")
	tls_client "${@:1:5}" -cert "$WORK/$certificate.pem" \
		-key "$WORK/$certificate.key" || return
	if ! wait_for $PATIENCE "the server to see $subject" \
			seen_again "$log" "^Peer certificate: CN = $subject" "$seen"; then
		echo ", but the server did not verify $subject"
		return 1
	fi
	echo ", $subject verified by the server, a line answered"
}

# seen_again LOG PATTERN TIMES: more lines of that kind than so many?
seen_again() {
	(($(grep -c "$2" "$1") > $3))
}

pic_sip_in() {
	mutual_tls pic "$(address pic "$1")" "$(address access "$1")" 5061 \
		access.edge.example pic sip.pic.example "access-$1"
}

pic_sip_out() {
	mutual_tls edge "$(address access "$1")" "$(address pic "$1")" 5061 \
		sip.pic.example access access.edge.example "pic-$1"
}

sip_federation_in() {
	mutual_tls partner "$(address partner "$1")" "$(address access "$1")" 5061 \
		access.edge.example partner sip.partner.example "access-$1"
}

sip_federation_out() {
	mutual_tls edge "$(address access "$1")" "$(address partner "$1")" 5061 \
		sip.partner.example access access.edge.example "partner-$1"
}

client_sip() {
	tls_client client "$(address client "$1")" "$(address access "$1")" 443 \
		access.edge.example && echo ", a line answered"
}

xmpp_gateway() {
	mutual_tls frontend "$(address frontend "$1")" "$(address internal "$1")" 23456 \
		internal.edge.example frontend frontend.corp.example "internal-$1"
}

# media PORT 4|6: prints how many bytes the other side received.
media() {
	local report

	report=$(in_host edge timeout $PATIENCE iperf3 --json --time 1 --bitrate 1M \
		--bind "$(address av "$2")" --client "$(address messenger "$2")" \
		--port "$1") || {
		jq -r '.error' <<<"$report"
		return 1
	}
	jq '.end.sum_received.bytes' <<<"$report"
}

messenger_rtp_out() {
	local port bytes evidence

	for port in "${MEDIA_PORTS[@]}"; do
		if ! bytes=$(media "$port" "$1") || ((bytes < MEDIA_BYTES)); then
			echo "port $port: $bytes"
			return 1
		fi
		evidence+=${evidence:+, }"$bytes bytes received on $port"
	done
	echo "$evidence"
}

# stun HOST FROM TO: the server must tell the client its own address.
stun() {
	local answer

	answer=$(in_host "$1" timeout $PATIENCE turnutils_stunclient -L "$2" "$3" 2>&1)
	answer=$(sed -n 's/.*reflexive addr: //p' <<<"$answer" | head -n 1)
	if [[ $answer != "$2":* && $answer != "[$2]":* ]]; then
		echo "no STUN answer"
		return 1
	fi
	echo -n "STUN binding: mapped to $answer"
}

# turn HOST FROM TO: two allocations, and messages from one through the other.
turn() {
	local report sent received

	report=$(in_host "$1" timeout $PATIENCE turnutils_uclient -y -c -m 1 -n 2 \
		-u demo -w demo -L "$2" "$3" 2>&1)
	sent=$(sed -n 's/.*tot_send_msgs=\([0-9]*\).*/\1/p' <<<"$report" | tail -n 1)
	received=$(sed -n 's/.*tot_recv_msgs=\([0-9]*\).*/\1/p' <<<"$report" |
		tail -n 1)
	if ((${received:-0} == 0)); then
		tail -n 2 <<<"$report" | tr '\n' ' '
		return 1
	fi
	echo -n "TURN: $received of $sent messages relayed"
}

messenger_stun_out() {
	stun edge "$(address av "$1")" "$(address messenger "$1")"
}

messenger_stun_in() {
	local from to

	from=$(address messenger "$1")
	to=$(address av "$1")
	stun messenger "$from" "$to" && echo -n "; " && turn messenger "$from" "$to"
}

# The XMPP domains are told apart by IP version: a name has one kind of address.
xmpp_domain() {
	[[ $2 == 4 ]] && echo "$1.example" || echo "${1}6.example"
}

xmpp_message() {
	"$DEMO/xmpp.py" "$1" "$(xmpp_domain "$1" "$3")" "$2" "$(xmpp_domain "$2" "$3")" 2>&1
}

xmpp_in() {
	xmpp_message partner edge "$1"
}

xmpp_out() {
	xmpp_message edge partner "$1"
}

# packets_on ROW: counted so far.
packets_on() {
	lyncctl stats --json |
		jq --arg row "$1" '.rows[] | select(.name == $row) | .packets'
}

# run_flow ROW TRIED 4|6: a line for the report: verdict, row, IP version, packets,
# what was tried, evidence.
run_flow() {
	local row=$1 tried=$2 version=$3 before after evidence verdict=ok

	before=$(packets_on "$row") || return
	evidence=$("${row//-/_}" "$version") || verdict=FAILED
	after=$(packets_on "$row") || return
	if [[ $verdict == ok ]] && ((after <= before)); then
		verdict=FAILED
		evidence+=", but not counted on its row"
	fi
	printf '%s\t%s\tIPv%s\t%d\t%s\t%s\n' "$verdict" "$row" "$version" \
		$((after - before)) "$tried" "$evidence"
}

# run_flows REPORT
run_flows() {
	local flow version line

	for flow in "${FLOWS[@]}"; do
		for version in 4 6; do
			line=$(run_flow "${flow%%$'\t'*}" "${flow#*$'\t'}" $version) ||
				return
			say "  ${line//$'\t'/  }"
			echo "$line" >>"$1"
		done
	done
}
