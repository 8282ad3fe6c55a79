# explain --batch: one line for each question, nothing skipped.
$ printf '# two\n\n \ttcp 192.0.2.7:4 203.0.113.10:443 in eth0\r\nicmp 192.0.2.7 203.0.113.10' | lyncctl explain --batch - --policy default --site ../vectors/site.conf
allow client-sip
deny no-row
$ printf '# two\n\n \ttcp 192.0.2.7:4 203.0.113.10:443 in eth0\r\nicmp 192.0.2.7 203.0.113.10' | lyncctl explain --batch - --policy default --site ../vectors/site.conf --json
{"schema_version":1,"answers":[{"question":"tcp 192.0.2.7:4 203.0.113.10:443 in eth0","outcome":"allow","reason":null,"policy":"default","row":"client-sip","section":"Public IM connectivity","source":"../../ctl/policies/default.policy:50","comment":null,"because":"this row is the first that matches, and it allows the flow","hint":null},{"question":"icmp 192.0.2.7 203.0.113.10","outcome":"deny","reason":"no-row","policy":"default","row":null,"section":null,"source":null,"comment":null,"because":"no row of the policy allows this flow","hint":null}]}
$ lyncctl explain --batch /dev/null --policy default --site ../vectors/site.conf
$ lyncctl explain --batch /dev/null --policy default --site ../vectors/site.conf --json
{"schema_version":1,"answers":[]}
$ printf 'tcp 192.0.2.7:4 203.0.113.10:443\ntcp 192.0.2.7:4\n\tudp 1.2.3:4 5.6.7.8:9 in eth0\n' | lyncctl explain --batch - --policy default --site ../vectors/site.conf
! <stdin>:2:16: a source and a destination are needed, each with its port
! tcp 192.0.2.7:4
!                ^
! <stdin>:3:6: this is no IPv4 or IPv6 address
! 	udp 1.2.3:4 5.6.7.8:9 in eth0
! 	    ^~~~~~~
= 2
$ printf 'icmp 192.0.2.7 203.0.113.10\0 in eth0\n' | lyncctl explain --batch - --policy default --site ../vectors/site.conf
! <stdin>:1:16: this is no IPv4 or IPv6 address
! icmp 192.0.2.7 203.0.113.10? in eth0
!                ^~~~~~~~~~~~~
= 2
$ printf '\0\n' | lyncctl explain --batch - --policy default --site ../vectors/site.conf
! <stdin>:1:1: a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255
! ?
! ^
= 2
$ yes 'tcp 192.0.2.7:4' | head -n 1000 | lyncctl explain --batch - --policy default --site ../vectors/site.conf 2>&1 | tail -n 1
and 980 more
$ lyncctl explain --batch nowhere.txt --policy default --site ../vectors/site.conf
! lyncctl: the questions in nowhere.txt cannot be read: No such file or directory
= 3
$ lyncctl explain --batch cases --policy default --site ../vectors/site.conf
! lyncctl: the questions in cases cannot be read: Is a directory
= 3
