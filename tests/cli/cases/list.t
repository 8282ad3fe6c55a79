# policy list: what a name can find.
$ lyncctl policy list
NAME    ROWS STATE TITLE                                                      PATH
default   11       SIP federation, public IM connectivity and XMPP federation ../../ctl/policies/default.policy
$ lyncctl policy list --json
{"schema_version":1,"policies":[{"name":"default","title":"SIP federation, public IM connectivity and XMPP federation","path":"../../ctl/policies/default.policy","rows":11,"faulty":false,"running":false}]}
$ LYNCCTL_POLICY_PATH=nowhere:cases:../../ctl/policies lyncctl policy list
NAME    ROWS STATE TITLE                                                      PATH
deny       4       A deny row first                                           cases/deny.policy
nobody    12       Rows for packets that are nobody's                         cases/nobody.policy
zones      6       Zones that overlap                                         cases/zones.policy
default   11       SIP federation, public IM connectivity and XMPP federation ../../ctl/policies/default.policy
$ LYNCCTL_POLICY_PATH=nowhere lyncctl policy list
no policies in nowhere
$ LYNCCTL_POLICY_PATH=nowhere lyncctl policy list --json
{"schema_version":1,"policies":[]}
$ mkdir "$scratch/first" && echo nonsense > "$scratch/first/default.policy" && LYNCCTL_POLICY_PATH="$scratch/first:../../ctl/policies" lyncctl policy list --json | jq -c '.policies[] | [.name, .rows, .faulty, .running]'
["default",0,true,false]
$ mkdir "$scratch/utf8" && printf 'policy z "B\303\274ro Z\303\274rich"\n' > "$scratch/utf8/z.policy" && LYNCCTL_POLICY_PATH=$scratch/utf8 lyncctl policy list | sed "s| $scratch.*||"
NAME ROWS STATE TITLE       PATH
z       0       Büro Zürich
$ mkdir "$scratch/odd" && cd "$scratch/odd" && mkfifo pipe.policy && ln -s /dev/zero zero.policy && mkdir folder.policy && ln -s nowhere gone.policy && printf 'policy p "P"\ninclude "pipe"\n' > waits.policy && ln -s waits.policy link.policy && LYNCCTL_POLICY_PATH=. timeout 60 lyncctl policy list
NAME   ROWS STATE                   TITLE PATH
folder    0 faulty: no regular file       ./folder.policy
gone      0 faulty                        ./gone.policy
link      0 faulty                  P     ./link.policy
pipe      0 faulty: no regular file       ./pipe.policy
waits     0 faulty                  P     ./waits.policy
zero      0 faulty: no regular file       ./zero.policy
$ cd "$scratch/odd" && LYNCCTL_POLICY_PATH=. timeout 60 lyncctl policy list --json | jq -c '.policies[] | [.name, .title, .faulty, .running]'
["folder",null,true,false]
["gone",null,true,false]
["link","P",true,false]
["pipe",null,true,false]
["waits","P",true,false]
["zero",null,true,false]
