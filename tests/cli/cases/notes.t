# Notes: what is no fault and yet hardly meant. Status 0.
$ lyncctl policy check default --site cases/misspelt.conf
policy default is good: 11 rows (6 active)
inactive: pic-sip-in (pic_partners is none)
inactive: pic-sip-out (pic_partners is none)
inactive: messenger-rtp-out (messenger_clients is none)
inactive: messenger-stun-out (messenger_clients is none)
inactive: messenger-stun-in (messenger_clients is none)
! ../../ctl/policies/default.policy:40:15: note: zone internal is every interface, so rows in it match whichever interface a packet arrives by: define it in cases/misspelt.conf by its interfaces, such as "eth1"
! default zone  internal           = any
!               ^~~~~~~~
! cases/misspelt.conf:6:7: note: policy default does not use group picpartners (did you mean pic_partners?): until the site defines pic_partners, the default at ../../ctl/policies/default.policy:21 holds
! group picpartners = 65.54.52.0/24
!       ^~~~~~~~~~~
! cases/misspelt.conf:7:6: note: policy default does not use zone intrnal (did you mean internal?): until the site defines internal, the default at ../../ctl/policies/default.policy:40 holds
! zone intrnal = "eth2"
!      ^~~~~~~
! cases/misspelt.conf:8:6: note: policy default does not use zone dmz: correct the name, or leave the line if it is for another policy
! zone dmz = "eth1"
!      ^~~
$ lyncctl policy check default --site cases/misspelt.conf --json 2>/dev/null | jq .good
true
$ lyncctl policy check default --site cases/misspelt.conf --json 2>&1 >/dev/null | grep -c note:
4
$ lyncctl policy show default --site cases/misspelt.conf | sed '/pic_partners =/d; s/pic_partners/picpartners/' >"$scratch/shown.policy"
$ lyncctl policy check "$scratch/shown.policy" --site cases/misspelt.conf 2>&1 | grep note: | cut -d: -f2-
11:6: note: zone internal is every interface, so rows in it match whichever interface a packet arrives by: write its interfaces here, such as "eth1"
7:6: note: policy default does not use zone intrnal: correct the name, or leave the line if it is for another policy
8:6: note: policy default does not use zone dmz: correct the name, or leave the line if it is for another policy
$ lyncctl explain --policy default --site cases/misspelt.conf icmp 192.0.2.7 203.0.113.11
pass not-edge
  policy   default
  because  neither address is an Edge address, so the packet is let through untouched
$ lyncctl policy check cases/nobody.policy --site /dev/null
policy nobody is good: 12 rows (11 active)
inactive: nobody (none is none)
! cases/nobody.policy:23:11: note: neither side of row strangers is protected, so it matches nothing unless this machine translates addresses: protect one of its groups, or remove it
!     allow strangers tcp from 8.8.8.8 to 9.9.9.9
!           ^~~~~~~~~
! cases/nobody.policy:24:10: note: neither side of row neighbours is protected, so it matches nothing unless this machine translates addresses: protect one of its groups, or remove it
!     deny neighbours any from before to { 203.0.113.40, 198.51.100.0/25 }
!          ^~~~~~~~~~
! cases/nobody.policy:25:11: note: neither side of row strangers6 is protected, so it matches nothing unless this machine translates addresses: protect one of its groups, or remove it
!     allow strangers6 udp from 2001:db8:113::11 to 2001:db8:114::/48
!           ^~~~~~~~~~
$ sed 's/^policy .*/&\nmode stateless/' cases/nobody.policy | lyncctl policy check - --site /dev/null 2>&1 | grep -o 'note: .* strangers .*'
note: neither side of row strangers is protected, so it matches nothing: protect one of its groups, or remove it
$ sed 's/^protect.*/protect any/' cases/nobody.policy | lyncctl policy check - --site /dev/null
policy nobody is good: 12 rows (11 active)
inactive: nobody (none is none)
$ lyncctl policy check cases/zones.policy --site /dev/null
policy everywhere is good: 6 rows (6 active)
! cases/zones.policy:5:6: note: zone all is every interface, so rows in it match whichever interface a packet arrives by: write its interfaces here, such as "eth1"
! zone all = any
!      ^~~
$ sed '/in all$/d' cases/zones.policy | lyncctl policy check - --site /dev/null 2>&1 | grep -o 'note: .*'
note: zone all is every interface, so no packet is taken for spoofed where an address is behind it: write its interfaces here, such as "eth1"
$ sed '/in all$/d; s/behind all/behind lan/' cases/zones.policy | lyncctl policy check - --site /dev/null 2>&1 | grep -o 'note: .*'
= 1
$ sed 's/= any/= "+"/' cases/zones.policy | lyncctl policy check - --site /dev/null 2>&1 | grep -o 'note: .*'
note: zone all is every interface, so rows in it match whichever interface a packet arrives by: write its interfaces here, such as "eth1"
