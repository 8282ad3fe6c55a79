# Wrong usage: status 2, and what to write instead.
$ lyncctl stat
! lyncctl: there is no command 'stat'; did you mean 'stats'?
= 2
$ lyncctl lod default
! lyncctl: there is no command 'lod'; did you mean 'policy load'?
= 2
$ lyncctl frobnicate
! lyncctl: there is no command 'frobnicate'; see 'lyncctl --help'
= 2
$ lyncctl policy lst
! lyncctl: there is no command 'policy lst'; did you mean 'policy list'?
= 2
$ lyncctl policy frobnicate
! lyncctl: there is no command 'policy frobnicate'; see 'lyncctl policy --help'
= 2
$ lyncctl policy frobnicate --help
! lyncctl: there is no command 'policy frobnicate'; see 'lyncctl policy --help'
= 2
$ lyncctl status --jsn
! lyncctl: there is no option '--jsn'; did you mean '--json'?
= 2
$ lyncctl status -j
! lyncctl: there is no option '-j'; see 'lyncctl status --help'
= 2
$ lyncctl --frobnicate
! lyncctl: there is no option '--frobnicate'; see 'lyncctl --help'
= 2
$ lyncctl policy load
! lyncctl: 'policy load' needs NAME|FILE; see 'lyncctl policy load --help'
= 2
$ lyncctl policy check default default
! lyncctl: 'policy check' cannot use 'default'; see 'lyncctl policy check --help'
= 2
$ lyncctl status now
! lyncctl: 'status' cannot use 'now'; see 'lyncctl status --help'
= 2
$ lyncctl stats --batch -
! lyncctl: 'stats' takes no option --batch; see 'lyncctl stats --help'
= 2
$ lyncctl policy check --dry-run default
! lyncctl: 'policy check' takes no option --dry-run; see 'lyncctl policy check --help'
= 2
$ lyncctl policy check default --site
! lyncctl: option --site needs a value: --site FILE
= 2
$ lyncctl policy check default --site --json
! lyncctl: option --site needs a value: --site FILE
= 2
$ lyncctl policy check default --site=
! lyncctl: option --site needs a value: --site FILE
= 2
$ lyncctl --json=yes version
! lyncctl: option --json takes no value; write just --json
= 2
$ lyncctl --json version --json
! lyncctl: option --json is given twice; give it once
= 2
$ lyncctl policy load default --expect-generation latest
! lyncctl: 'latest' is not a generation; --expect-generation takes a number, as 'lyncctl status' shows it
= 2
$ lyncctl policy unload --expect-generation 4294967296
! lyncctl: '4294967296' is not a generation; --expect-generation takes a number, as 'lyncctl status' shows it
= 2
$ lyncctl policy unload --expect-generation -1
! lyncctl: '-1' is not a generation; --expect-generation takes a number, as 'lyncctl status' shows it
= 2
$ lyncctl -- --json
! lyncctl: there is no command '--json'; see 'lyncctl --help'
= 2
$ lyncctl help
! lyncctl: there is no command 'help'; see 'lyncctl --help'
= 2
$ lyncctl --version
! lyncctl: there is no option '--version'; did you mean 'lyncctl version'?
= 2
$ lyncctl -V
! lyncctl: there is no option '-V'; did you mean 'lyncctl version'?
= 2
$ lyncctl stats --versoin
! lyncctl: there is no option '--versoin'; did you mean 'lyncctl version'?
= 2
$ lyncctl policy check - --site -
! lyncctl: standard input is given twice and can be read once; write '-' for one file only
= 2
$ lyncctl explain --policy - --batch -
! lyncctl: standard input is given twice and can be read once; write '-' for one file only
= 2
$ lyncctl explain --batch - --policy default --site=-
! lyncctl: standard input is given twice and can be read once; write '-' for one file only
= 2
$ lyncctl explain --policy - --site - tcp 192.0.2.7:4 203.0.113.10:443
! lyncctl: standard input is given twice and can be read once; write '-' for one file only
= 2
$ lyncctl policy check default --site - < ../vectors/site.conf
policy default is good: 11 rows (11 active)
$ lyncctl explain --policy default --site - tcp - -
! <question>:1:5: tcp and udp need a port here, as in 192.0.2.1:5061
! tcp - -
!     ^
= 2
