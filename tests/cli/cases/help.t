# The usage that the command table and the option table make.
$ lyncctl
! Usage: lyncctl COMMAND [OPTION]...
! 
! Controls lync_edge, the packet filter around Lync Server 2013 and Skype for
! Business Edge Servers.
! 
! Commands:
!   policy load NAME|FILE          replace the running policy
!   policy check NAME|FILE         check a policy and the site, off line
!   policy show [NAME|FILE]        print the running policy, or one that is not loaded
!   policy list                    list the policies that can be loaded by name
!   policy unload                  run no policy: every packet passes
!   stats                          print what each row let through, and what was dropped
!   explain PROTO SRC[:PORT] DST[:PORT] [in IFNAME]
!                                  say what would happen to a flow, and why
!   status                         print what is running
!   version                        print the version of the tool and of the module
! 
! Options of every command:
!   -h, --help                     print this text
!   --json                         print JSON; its first key is schema_version
!   --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
!   --netns NAME                   speak to the network namespace /run/netns/NAME
! 
! Options may stand before or after other words. Each command says more:
! lyncctl COMMAND --help.
! 
! Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;
! 3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,
! has no module, or permission is missing, or the output could not be written:
! the command itself may have been carried out then.
= 2
$ lyncctl --help
Usage: lyncctl COMMAND [OPTION]...

Controls lync_edge, the packet filter around Lync Server 2013 and Skype for
Business Edge Servers.

Commands:
  policy load NAME|FILE          replace the running policy
  policy check NAME|FILE         check a policy and the site, off line
  policy show [NAME|FILE]        print the running policy, or one that is not loaded
  policy list                    list the policies that can be loaded by name
  policy unload                  run no policy: every packet passes
  stats                          print what each row let through, and what was dropped
  explain PROTO SRC[:PORT] DST[:PORT] [in IFNAME]
                                 say what would happen to a flow, and why
  status                         print what is running
  version                        print the version of the tool and of the module

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME

Options may stand before or after other words. Each command says more:
lyncctl COMMAND --help.

Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;
3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,
has no module, or permission is missing, or the output could not be written:
the command itself may have been carried out then.
$ lyncctl -h
Usage: lyncctl COMMAND [OPTION]...

Controls lync_edge, the packet filter around Lync Server 2013 and Skype for
Business Edge Servers.

Commands:
  policy load NAME|FILE          replace the running policy
  policy check NAME|FILE         check a policy and the site, off line
  policy show [NAME|FILE]        print the running policy, or one that is not loaded
  policy list                    list the policies that can be loaded by name
  policy unload                  run no policy: every packet passes
  stats                          print what each row let through, and what was dropped
  explain PROTO SRC[:PORT] DST[:PORT] [in IFNAME]
                                 say what would happen to a flow, and why
  status                         print what is running
  version                        print the version of the tool and of the module

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME

Options may stand before or after other words. Each command says more:
lyncctl COMMAND --help.

Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;
3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,
has no module, or permission is missing, or the output could not be written:
the command itself may have been carried out then.
$ lyncctl policy
! Usage: lyncctl policy COMMAND [OPTION]...
! 
! Commands:
!   policy load NAME|FILE          replace the running policy
!   policy check NAME|FILE         check a policy and the site, off line
!   policy show [NAME|FILE]        print the running policy, or one that is not loaded
!   policy list                    list the policies that can be loaded by name
!   policy unload                  run no policy: every packet passes
! 
! Options of every command:
!   -h, --help                     print this text
!   --json                         print JSON; its first key is schema_version
!   --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
!   --netns NAME                   speak to the network namespace /run/netns/NAME
! 
! Options may stand before or after other words. Each command says more:
! lyncctl COMMAND --help.
! 
! Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;
! 3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,
! has no module, or permission is missing, or the output could not be written:
! the command itself may have been carried out then.
= 2
$ lyncctl policy --help
Usage: lyncctl policy COMMAND [OPTION]...

Commands:
  policy load NAME|FILE          replace the running policy
  policy check NAME|FILE         check a policy and the site, off line
  policy show [NAME|FILE]        print the running policy, or one that is not loaded
  policy list                    list the policies that can be loaded by name
  policy unload                  run no policy: every packet passes

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME

Options may stand before or after other words. Each command says more:
lyncctl COMMAND --help.

Exit status: 0 done, or the answer is yes; 1 the answer is no; 2 wrong usage;
3 bad policy or site file, or a file that cannot be read; 4 the kernel refused,
has no module, or permission is missing, or the output could not be written:
the command itself may have been carried out then.
$ lyncctl policy load --help
Usage: lyncctl policy load NAME|FILE [OPTION]...

Reads a policy and the site file and hands both to the kernel in one message.
The kernel takes all of it or nothing; packets meet the old policy or the new
one, never something between. Connections that the new policy allows go on;
those it does not allow stop with their next packet.

NAME is looked for as NAME.policy in the directories of LYNCCTL_POLICY_PATH, by
default /etc/lync-edge/policies:/usr/share/lync-edge/policies. A word with a '/'
or the ending .policy is a FILE, and - is standard input.

Examples:
  lyncctl policy load default --dry-run
  lyncctl policy load ./branch.policy --site ./branch.conf --expect-generation 7

Options:
  --dry-run                      let the kernel check and build everything, change nothing
  --expect-generation N          refuse unless generation N is running

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl policy check --help
Usage: lyncctl policy check NAME|FILE [OPTION]...

Reads a policy, what it includes and the site file, and prints every fault with
its place. Rows that cannot match because a group is `none` are listed. What is
no fault and yet hardly meant is noted on standard error: a line of the site that
the policy does not use, a row neither side of which is protected, a zone that
rows name and that is `any`. Neither the module nor a permission is needed. The
exit status is 3 when there is a fault.

NAME is looked for as NAME.policy in the directories of LYNCCTL_POLICY_PATH, by
default /etc/lync-edge/policies:/usr/share/lync-edge/policies. A word with a '/'
or the ending .policy is a FILE, and - is standard input.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl policy show --help
Usage: lyncctl policy show [NAME|FILE] [OPTION]...

Prints a policy with all its groups and zones filled in, as `policy load` accepts
it. Without an argument that is the running policy, asked of the kernel; with one
a policy read off line together with the site file.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl policy list --help
Usage: lyncctl policy list [OPTION]...

Lists the policies in the directories of LYNCCTL_POLICY_PATH, by default
/etc/lync-edge/policies:/usr/share/lync-edge/policies. Where two directories hold
one name, the first one counts. One that cannot be read is marked as faulty;
`lyncctl policy check` says why. Pipes and devices are not opened. The running one
is marked if the module answers; neither the module nor a permission is needed.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl policy unload --help
Usage: lyncctl policy unload [OPTION]...

Takes the running policy away. Every packet passes then, until a policy is
loaded.

Options:
  --expect-generation N          refuse unless generation N is running

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl stats --help
Usage: lyncctl stats [OPTION]...

Prints what each row of the running policy counted: packets and bytes of both
directions, flows opened, and when it last matched. A deny row counts what it
dropped. Then every reason for a drop with its packets, since the network
namespace has been using the module. All rows are read at one moment.

Counters belong to a row's name: they go on when a policy is loaded that has a
row of that name. A row that is inactive has a group that is `none`.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl explain --help
Usage: lyncctl explain PROTO SRC[:PORT] DST[:PORT] [in IFNAME] [OPTION]...
       lyncctl explain --batch FILE|- [OPTION]...

Says what would happen to the first packet of a flow. Without --policy the
running policy is asked, with it a policy off line; the same code decides.

PROTO is tcp, udp, icmp, icmpv6, gre, esp, ah, sctp or a number. tcp and udp
need ports, others have none. An IPv6 address with a port is written
[2001:db8::1]:5061. IFNAME is the interface the packet arrives by; without it
no row that names a zone matches, unless the zone is `any`, and nothing is taken
for spoofed.

The first line of the answer is `allow ROW`, `deny REASON` or `pass not-edge`.
The exit status is 1 when the answer is deny.

With --batch each line of FILE is a question, blank lines and # comments aside,
and each answer is that one line. The exit status is 0 when all questions were
answered, whatever the answers are. If a line is no question, nothing is asked
and the exit status is 2; it is 3 if FILE cannot be read.

Examples:
  lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061 in eth0
  lyncctl explain icmp 192.0.2.7 203.0.113.10
  lyncctl explain --policy default --batch questions.txt

Options:
  --policy NAME|FILE             answer from this policy instead of asking the kernel
  --batch FILE|-                 read questions from FILE or standard input, one a line

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl status --help
Usage: lyncctl status [OPTION]...

Prints the running policy, its generation and mode, when it was loaded, how
large it is, and the interfaces that are in its zones now. Without a policy
every packet passes, and the status says so.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl version --help
Usage: lyncctl version [OPTION]...

Prints the version of lyncctl and of the kernel module, if that is loaded.
Needs no permission and loads nothing.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
$ lyncctl --help stats
Usage: lyncctl stats [OPTION]...

Prints what each row of the running policy counted: packets and bytes of both
directions, flows opened, and when it last matched. A deny row counts what it
dropped. Then every reason for a drop with its packets, since the network
namespace has been using the module. All rows are read at one moment.

Counters belong to a row's name: they go on when a policy is loaded that has a
row of that name. A row that is inactive has a group that is `none`.

Options of every command:
  -h, --help                     print this text
  --json                         print JSON; its first key is schema_version
  --site FILE                    read the site from FILE, not from /etc/lync-edge/site.conf
  --netns NAME                   speak to the network namespace /run/netns/NAME
