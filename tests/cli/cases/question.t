# explain: what is no question. Status 2, the place, and what to write.
$ lyncctl explain
! lyncctl: 'explain' needs a question, or --batch; see 'lyncctl explain --help'
= 2
$ lyncctl explain tcp
! <question>:1:4: a source and a destination are needed, each with its port
! tcp
!    ^
= 2
$ lyncctl explain tcp 192.0.2.7:40000
! <question>:1:20: a source and a destination are needed, each with its port
! tcp 192.0.2.7:40000
!                    ^
= 2
$ lyncctl explain "$(printf 'tcp 192.0.2.1:1\nx')"
! <question>:1:17: tcp and udp need a port here, as in 192.0.2.1:5061
! tcp 192.0.2.1:1 x
!                 ^
= 2
$ lyncctl explain tcpp 192.0.2.7:40000 203.0.113.10:5061
! <question>:1:1: a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255; did you mean tcp?
! tcpp 192.0.2.7:40000 203.0.113.10:5061
! ^~~~
= 2
$ lyncctl explain TCP 192.0.2.7:40000 203.0.113.10:5061
! <question>:1:1: a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255; did you mean tcp?
! TCP 192.0.2.7:40000 203.0.113.10:5061
! ^~~
= 2
$ lyncctl explain 256 192.0.2.7 203.0.113.10
! <question>:1:1: a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255
! 256 192.0.2.7 203.0.113.10
! ^~~
= 2
$ lyncctl explain -- -1 192.0.2.7 203.0.113.10
! <question>:1:1: a protocol is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number from 0 to 255
! -1 192.0.2.7 203.0.113.10
! ^~
= 2
$ lyncctl explain tcp 192.0.2.7 203.0.113.10:5061
! <question>:1:5: tcp and udp need a port here, as in 192.0.2.1:5061
! tcp 192.0.2.7 203.0.113.10:5061
!     ^~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10
! <question>:1:21: tcp and udp need a port here, as in 192.0.2.1:5061
! tcp 192.0.2.7:40000 203.0.113.10
!                     ^~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7:65536 203.0.113.10:5061
! <question>:1:5: a port is a number from 0 to 65535
! tcp 192.0.2.7:65536 203.0.113.10:5061
!     ^~~~~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7: 203.0.113.10:5061
! <question>:1:5: a port is a number from 0 to 65535
! tcp 192.0.2.7: 203.0.113.10:5061
!     ^~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7:+1 203.0.113.10:5061
! <question>:1:5: a port is a number from 0 to 65535
! tcp 192.0.2.7:+1 203.0.113.10:5061
!     ^~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2:40000 203.0.113.10:5061
! <question>:1:5: this is no IPv4 or IPv6 address
! tcp 192.0.2:40000 203.0.113.10:5061
!     ^~~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.07:40000 203.0.113.10:5061
! <question>:1:5: this is no IPv4 or IPv6 address
! tcp 192.0.2.07:40000 203.0.113.10:5061
!     ^~~~~~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.0/24:40000 203.0.113.10:5061
! <question>:1:5: this is no IPv4 or IPv6 address
! tcp 192.0.2.0/24:40000 203.0.113.10:5061
!     ^~~~~~~~~~~~~~~~~~
= 2
$ lyncctl explain udp 2001:db8::1:3478 2001:db8::2:3478
! <question>:1:5: an IPv6 address with a port is written [2001:db8::1]:5061
! udp 2001:db8::1:3478 2001:db8::2:3478
!     ^~~~~~~~~~~~~~~~
= 2
$ lyncctl explain udp '[2001:db8::1]' '[2001:db8::2]:3478'
! <question>:1:5: an IPv6 address with a port is written [2001:db8::1]:5061
! udp [2001:db8::1] [2001:db8::2]:3478
!     ^~~~~~~~~~~~~
= 2
$ lyncctl explain udp '[2001:db8::1' '[2001:db8::2]:3478'
! <question>:1:5: an IPv6 address with a port is written [2001:db8::1]:5061
! udp [2001:db8::1 [2001:db8::2]:3478
!     ^~~~~~~~~~~~
= 2
$ lyncctl explain udp '[]:1' '[2001:db8::2]:3478'
! <question>:1:5: this is no IPv4 or IPv6 address
! udp []:1 [2001:db8::2]:3478
!     ^~~~
= 2
$ lyncctl explain udp '[:1' '[2001:db8::2]:3478'
! <question>:1:5: an IPv6 address with a port is written [2001:db8::1]:5061
! udp [:1 [2001:db8::2]:3478
!     ^~~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 '[2001:db8::2]:5061'
! <question>:1:21: source and destination must both be IPv4 or both be IPv6
! tcp 192.0.2.7:40000 [2001:db8::2]:5061
!                     ^~~~~~~~~~~~~~~~~~
= 2
$ lyncctl explain icmp 192.0.2.7:1 203.0.113.10
! <question>:1:6: only tcp and udp have ports; write the bare address
! icmp 192.0.2.7:1 203.0.113.10
!      ^~~~~~~~~~~
= 2
$ lyncctl explain icmpv6 '[2001:db8::1]:1' 2001:db8::2
! <question>:1:8: only tcp and udp have ports; write the bare address
! icmpv6 [2001:db8::1]:1 2001:db8::2
!        ^~~~~~~~~~~~~~~
= 2
$ lyncctl explain gre '[2001:db8::1]' 2001:db8::2
! <question>:1:5: only tcp and udp have ports; write the bare address
! gre [2001:db8::1] 2001:db8::2
!     ^~~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 on eth0
! <question>:1:39: only 'in' and the name of an interface may follow
! tcp 192.0.2.7:40000 203.0.113.10:5061 on eth0
!                                       ^~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in
! <question>:1:41: the name of an interface is missing after 'in'
! tcp 192.0.2.7:40000 203.0.113.10:5061 in
!                                         ^
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in a/b
! <question>:1:42: the name of an interface has neither '/' nor a zero byte
! tcp 192.0.2.7:40000 203.0.113.10:5061 in a/b
!                                          ^~~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in a234567890123456
! <question>:1:42: the name of an interface has at most 15 bytes
! tcp 192.0.2.7:40000 203.0.113.10:5061 in a234567890123456
!                                          ^~~~~~~~~~~~~~~~
= 2
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in eth0 eth1
! <question>:1:47: nothing may follow the interface
! tcp 192.0.2.7:40000 203.0.113.10:5061 in eth0 eth1
!                                               ^~~~
= 2
$ lyncctl explain tcp --batch -
! lyncctl: --batch reads the questions; take 'tcp' off the command line
= 2
$ lyncctl explain --policy nowhere tcp 192.0.2.7:40000 203.0.113.10:5061
! nowhere: there is no such policy in ../../ctl/policies: list them with lyncctl policy list, or give the path of a file
= 3
