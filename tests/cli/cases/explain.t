# explain off line: the answer, its grounds, the status.
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in eth0 --policy default --site ../vectors/site.conf
allow sip-federation-in
  policy   default
  section  SIP federation
  at       ../../ctl/policies/default.policy:59
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain --policy default --site ../vectors/site.conf tcp 65.54.52.9:40000 203.0.113.10:5061
allow pic-sip-in
  policy   default
  section  Public IM connectivity
  at       ../../ctl/policies/default.policy:48
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5062 --policy default --site ../vectors/site.conf
deny no-row
  policy   default
  because  no row of the policy allows this flow
= 1
$ lyncctl explain tcp 10.1.1.1:40000 10.45.16.10:23456 in eth0 --policy default --site ../vectors/site.conf
deny no-row
  policy   default
  because  no row of the policy allows this flow
  hint     row xmpp-gateway would allow it if it arrived in zone internal
= 1
$ lyncctl explain tcp 10.1.1.1:40000 10.45.16.10:23456 --policy default --site ../vectors/site.conf
deny no-row
  policy   default
  because  no row of the policy allows this flow
  hint     row xmpp-gateway would allow it if it arrived in zone internal
= 1
$ lyncctl explain tcp 10.1.1.1:40000 10.45.16.10:23456 in eth2 --policy default --site ../vectors/site.conf
allow xmpp-gateway
  policy   default
  section  XMPP federation
  at       ../../ctl/policies/default.policy:67
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain tcp '[2001:db8::7]:40000' '[2001:db8:113::10]:443' --policy default --site ../vectors/site.conf
allow client-sip
  policy   default
  section  Public IM connectivity
  at       ../../ctl/policies/default.policy:50
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain tcp 192.0.2.7:1 198.51.100.1:2 --policy default --site ../vectors/site.conf
pass not-edge
  policy   default
  because  neither address is an Edge address, so the packet is let through untouched
$ lyncctl explain tcp 198.51.100.7:4000 203.0.113.10:5061 in eth0 --policy cases/deny.policy --site /dev/null
deny deny-row
  policy   guarded
  row      crooks
  section  Crooks
  at       cases/deny.policy:14
  comment  reported in March
  because  the first row that matches is a deny row
= 1
$ lyncctl explain tcp 203.0.113.10:4000 192.0.2.1:5061 in eth2 --policy cases/deny.policy --site /dev/null
deny spoofed
  policy   guarded
  because  an Edge source address arrives from a zone it does not live behind
= 1
$ lyncctl explain tcp 203.0.113.10:4000 192.0.2.1:5061 in dmz7 --policy cases/deny.policy --site /dev/null
deny no-row
  policy   guarded
  because  no row of the policy allows this flow
= 1
$ lyncctl explain icmp 192.0.2.1 10.45.16.10 in eth2 --policy cases/deny.policy --site /dev/null
allow pings
  policy   guarded
  section  SIP
  at       cases/deny.policy:18
  comment  for the monitor
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain icmpv6 2001:db8::1 2001:db8:113::10 --policy cases/deny.policy --site /dev/null
allow pings6
  policy   guarded
  section  SIP
  at       cases/deny.policy:19
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain 1 192.0.2.1 10.45.16.10 --policy cases/deny.policy --site /dev/null
deny no-row
  policy   guarded
  because  no row of the policy allows this flow
  hint     row pings would allow it if it arrived in zone inside
= 1
$ for proto in gre esp ah sctp 0 255; do lyncctl explain $proto 198.51.100.7 203.0.113.10 --policy cases/deny.policy --site /dev/null | head -n 1; done
deny deny-row
deny deny-row
deny deny-row
deny deny-row
deny deny-row
deny deny-row
$ lyncctl explain 'tcp 192.0.2.7:40000 203.0.113.10:5061' --policy default --site /dev/null
! ../../ctl/policies/default.policy:37:36: group access_edge is not defined: define it in /dev/null, for example: group access_edge = 203.0.113.10, 2001:db8:113::10
! default group av_edge            = access_edge
!                                    ^~~~~~~~~~~
! ../../ctl/policies/default.policy:44:31: group internal_edge is not defined: define it in /dev/null, for example: group internal_edge = 10.45.16.10, 2001:db8:45::10
! protect access_edge, av_edge, internal_edge
!                               ^~~~~~~~~~~~~
= 3
$ lyncctl explain --json --policy default --site ../vectors/site.conf tcp 65.54.52.9:40000 203.0.113.10:5061 | jq .
{
  "schema_version": 1,
  "question": "tcp 65.54.52.9:40000 203.0.113.10:5061",
  "outcome": "allow",
  "reason": null,
  "policy": "default",
  "row": "pic-sip-in",
  "section": "Public IM connectivity",
  "source": "../../ctl/policies/default.policy:48",
  "comment": null,
  "because": "this row is the first that matches, and it allows the flow",
  "hint": null
}
$ lyncctl explain --json --policy default --site ../vectors/site.conf tcp 10.1.1.1:40000 10.45.16.10:23456 in eth0
{"schema_version":1,"question":"tcp 10.1.1.1:40000 10.45.16.10:23456 in eth0","outcome":"deny","reason":"no-row","policy":"default","row":null,"section":null,"source":null,"comment":null,"because":"no row of the policy allows this flow","hint":{"row":"xmpp-gateway","zone":"internal"}}
= 1
$ lyncctl explain --json --policy cases/deny.policy --site /dev/null tcp 198.51.100.7:4000 203.0.113.10:5061
{"schema_version":1,"question":"tcp 198.51.100.7:4000 203.0.113.10:5061","outcome":"deny","reason":"deny-row","policy":"guarded","row":"crooks","section":"Crooks","source":"cases/deny.policy:14","comment":"reported in March","because":"the first row that matches is a deny row","hint":null}
= 1
$ lyncctl explain --json --policy default --site ../vectors/site.conf tcp 192.0.2.7:1 198.51.100.1:2
{"schema_version":1,"question":"tcp 192.0.2.7:1 198.51.100.1:2","outcome":"pass","reason":"not-edge","policy":"default","row":null,"section":null,"source":null,"comment":null,"because":"neither address is an Edge address, so the packet is let through untouched","hint":null}
$ lyncctl explain --policy cases/zones.policy --site /dev/null tcp 192.0.2.7:40000 203.0.113.10:443
allow web
  policy   everywhere
  section  SSH
  at       cases/zones.policy:11
  because  this row is the first that matches, and it allows the flow
$ lyncctl explain --policy cases/zones.policy --site /dev/null udp 192.0.2.7:40000 203.0.113.10:53
deny deny-row
  policy   everywhere
  row      not-all
  section  SSH
  at       cases/zones.policy:12
  because  the first row that matches is a deny row
= 1
$ lyncctl explain --policy cases/zones.policy --site /dev/null tcp 192.0.2.7:40000 203.0.113.10:22 in eth1
deny deny-row
  policy   everywhere
  row      not-wide
  section  SSH
  at       cases/zones.policy:14
  because  the first row that matches is a deny row
= 1
$ lyncctl explain --policy cases/zones.policy --site /dev/null tcp 192.0.2.7:40000 203.0.113.10:22 in eth0
deny deny-row
  policy   everywhere
  row      not-wide
  section  SSH
  at       cases/zones.policy:14
  because  the first row that matches is a deny row
= 1
$ lyncctl explain --policy cases/zones.policy --site /dev/null tcp 192.0.2.7:40000 203.0.113.10:123 in eth0
deny no-row
  policy   everywhere
  because  no row of the policy allows this flow
  hint     row ntp would allow it if it arrived in zone lan
= 1
$ printf 'policy ours "Ours"\ninclude "default"\nprotect internal_edge behind internal\n' >$scratch/ours.policy
$ lyncctl explain --policy $scratch/ours.policy --site ../vectors/site.conf tcp 10.45.16.10:40000 192.0.2.7:5061 in eth0
deny spoofed
  policy   ours
  because  an Edge source address arrives from a zone it does not live behind
= 1
$ lyncctl explain --policy $scratch/ours.policy --site ../vectors/site.conf tcp 10.45.16.10:40000 192.0.2.7:5061 in eth2
deny no-row
  policy   ours
  because  no row of the policy allows this flow
= 1
