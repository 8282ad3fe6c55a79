# policy check: good ones. What bad ones say is in bad/.
$ lyncctl policy check default --site ../vectors/site.conf
policy default is good: 11 rows (11 active)
$ lyncctl --site ../vectors/site.conf policy check default
policy default is good: 11 rows (11 active)
$ lyncctl policy --site=../vectors/site.conf check ../../ctl/policies/default.policy
policy default is good: 11 rows (11 active)
$ lyncctl policy check - --site ../vectors/site.conf < ../../ctl/policies/default.policy
policy default is good: 11 rows (11 active)
$ lyncctl policy check default --site cases/small.conf
policy default is good: 11 rows (6 active)
inactive: pic-sip-in (pic_partners is none)
inactive: pic-sip-out (pic_partners is none)
inactive: messenger-rtp-out (messenger_clients is none)
inactive: messenger-stun-out (messenger_clients is none)
inactive: messenger-stun-in (messenger_clients is none)
! ../../ctl/policies/default.policy:40:15: note: zone internal is every interface, so rows in it match whichever interface a packet arrives by: define it in cases/small.conf by its interfaces, such as "eth1"
! default zone  internal           = any
!               ^~~~~~~~
$ lyncctl policy check default --site cases/small.conf --json | jq .
{
  "schema_version": 1,
  "policy": "default",
  "good": true,
  "rows": 11,
  "active": 6,
  "inactive": [
    {
      "row": "pic-sip-in",
      "empty": [
        "pic_partners"
      ]
    },
    {
      "row": "pic-sip-out",
      "empty": [
        "pic_partners"
      ]
    },
    {
      "row": "messenger-rtp-out",
      "empty": [
        "messenger_clients"
      ]
    },
    {
      "row": "messenger-stun-out",
      "empty": [
        "messenger_clients"
      ]
    },
    {
      "row": "messenger-stun-in",
      "empty": [
        "messenger_clients"
      ]
    }
  ]
}
! ../../ctl/policies/default.policy:40:15: note: zone internal is every interface, so rows in it match whichever interface a packet arrives by: define it in cases/small.conf by its interfaces, such as "eth1"
! default zone  internal           = any
!               ^~~~~~~~
$ lyncctl policy check default --site /dev/null
! ../../ctl/policies/default.policy:37:36: group access_edge is not defined: define it in /dev/null, for example: group access_edge = 203.0.113.10, 2001:db8:113::10
! default group av_edge            = access_edge
!                                    ^~~~~~~~~~~
! ../../ctl/policies/default.policy:44:31: group internal_edge is not defined: define it in /dev/null, for example: group internal_edge = 10.45.16.10, 2001:db8:45::10
! protect access_edge, av_edge, internal_edge
!                               ^~~~~~~~~~~~~
= 3
$ lyncctl policy check default --site /dev/null --json
! ../../ctl/policies/default.policy:37:36: group access_edge is not defined: define it in /dev/null, for example: group access_edge = 203.0.113.10, 2001:db8:113::10
! default group av_edge            = access_edge
!                                    ^~~~~~~~~~~
! ../../ctl/policies/default.policy:44:31: group internal_edge is not defined: define it in /dev/null, for example: group internal_edge = 10.45.16.10, 2001:db8:45::10
! protect access_edge, av_edge, internal_edge
!                               ^~~~~~~~~~~~~
= 3
$ lyncctl policy check nowhere
! nowhere: there is no such policy in ../../ctl/policies: list them with lyncctl policy list, or give the path of a file
= 3
$ lyncctl policy check ./nowhere.policy
! ./nowhere.policy: cannot be read, there is no such file: give the path of a policy file
= 3
$ lyncctl policy check default --site nowhere.conf
! nowhere.conf: cannot be read, there is no such file: give the path of a site file
= 3
$ lyncctl policy check default --site ../vectors/site.conf --netns nowhere
policy default is good: 11 rows (11 active)
$ printf 'policy t "Test"\n# \302\200 \337\277 \340\240\200 \355\237\277 \356\200\200 \357\277\277 \360\220\200\200 \364\217\277\277\ngroup edge = 192.0.2.10\nprotect edge\nsection "S" {\n    allow r tcp from any to edge\n}\n' | lyncctl policy check - --site /dev/null
policy t is good: 1 rows (1 active)
