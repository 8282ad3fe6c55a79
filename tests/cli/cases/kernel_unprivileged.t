# Without permission: status 4, and what to do; off line commands still work.
$ setpriv --bounding-set=-net_admin --inh-caps=-net_admin lyncctl status
! lyncctl: permission is missing: CAP_NET_ADMIN is needed; run lyncctl as root
= 4
$ setpriv --bounding-set=-net_admin --inh-caps=-net_admin lyncctl policy load default --site ../vectors/site.conf
! lyncctl: permission is missing: CAP_NET_ADMIN is needed; run lyncctl as root
= 4
$ setpriv --reuid=65534 --regid=65534 --clear-groups lyncctl stats
! lyncctl: permission is missing: CAP_NET_ADMIN is needed; run lyncctl as root
= 4
$ setpriv --reuid=65534 --regid=65534 --clear-groups lyncctl version | sed '1s/ [0-9].*/ VERSION/'
lyncctl    VERSION
lync_edge  not loaded
$ setpriv --bounding-set=-net_admin --inh-caps=-net_admin lyncctl policy list --netns nowhere --json | jq '.policies | length'
1
$ setpriv --bounding-set=-net_admin --inh-caps=-net_admin lyncctl policy check default --site ../vectors/site.conf
policy default is good: 11 rows (11 active)
