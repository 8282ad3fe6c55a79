# Without the module: status 4, and what to do; off line commands still work.
$ lyncctl policy load default --site ../vectors/site.conf
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl policy load default --site ../vectors/site.conf --dry-run --json
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl policy load default --site cases/misspelt.conf
! cases/misspelt.conf:6:7: note: policy default does not use group picpartners (did you mean pic_partners?): until the site defines pic_partners, the default at ../../ctl/policies/default.policy:21 holds
! group picpartners = 65.54.52.0/24
!       ^~~~~~~~~~~
! cases/misspelt.conf:7:6: note: policy default does not use zone intrnal (did you mean internal?): until the site defines internal, the default at ../../ctl/policies/default.policy:40 holds
! zone intrnal = "eth2"
!      ^~~~~~~
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl policy load default --site /dev/null
! ../../ctl/policies/default.policy:37:36: group access_edge is not defined: define it in /dev/null, for example: group access_edge = 203.0.113.10, 2001:db8:113::10
! default group av_edge            = access_edge
!                                    ^~~~~~~~~~~
! ../../ctl/policies/default.policy:44:31: group internal_edge is not defined: define it in /dev/null, for example: group internal_edge = 10.45.16.10, 2001:db8:45::10
! protect access_edge, av_edge, internal_edge
!                               ^~~~~~~~~~~~~
= 3
$ lyncctl policy show
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl policy unload
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl stats
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl stats --json
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl status
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl explain tcp 192.0.2.7:40000 203.0.113.10:5061
! lyncctl: the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'
= 4
$ lyncctl version | sed '1s/ [0-9].*/ VERSION/'
lyncctl    VERSION
lync_edge  not loaded
$ lyncctl status --netns nowhere
! lyncctl: there is no network namespace 'nowhere'; 'ip netns list' shows those there are
= 4
$ lyncctl status --netns ../../proc/self/ns/net
! lyncctl: '../../proc/self/ns/net' is no name of a network namespace; 'ip netns list' shows those there are
= 4
$ lyncctl policy list --netns nowhere --json
! lyncctl: there is no network namespace 'nowhere'; 'ip netns list' shows those there are
= 4
