# policy show of a policy that is not loaded.
$ lyncctl policy show default --site ../vectors/site.conf
policy default "SIP federation, public IM connectivity and XMPP federation"

group federated_partners = any
group clients = any
group pic_partners = 65.54.52.0/24, 2001:db8:54::/48
group messenger_clients = 65.52.0.0/14, 2001:db8:65::/48
group xmpp_partners = any
group xmpp_gateways = any
group av_edge = 203.0.113.12, 2001:db8:113::12
group access_edge = 203.0.113.10, 2001:db8:113::10
group internal_edge = 10.45.16.10, 2001:db8:45::10
zone internal = "eth2"
protect access_edge, av_edge, internal_edge

section "Public IM connectivity" {
    allow pic-sip-in tcp from pic_partners to access_edge port 5061
    allow pic-sip-out tcp from access_edge to pic_partners port 5061
    allow client-sip tcp from clients to access_edge port 443
    allow messenger-rtp-out tcp from av_edge to messenger_clients port 50000-59999
    allow messenger-stun-out udp from av_edge to messenger_clients port 3478
    allow messenger-stun-in udp from messenger_clients to av_edge port 3478
}

section "SIP federation" {
    allow sip-federation-in tcp from federated_partners to access_edge port 5061
    allow sip-federation-out tcp from access_edge to any port 5061
}

section "XMPP federation" {
    allow xmpp-in tcp from xmpp_partners to access_edge port 5269
    allow xmpp-out tcp from access_edge to any port 5269
    allow xmpp-gateway tcp from xmpp_gateways to internal_edge port 23456 in internal
}
$ lyncctl policy show default --site cases/small.conf --json | jq .
{
  "schema_version": 1,
  "policy": "default",
  "title": "SIP federation, public IM connectivity and XMPP federation",
  "mode": "stateful",
  "groups": [
    {
      "name": "federated_partners",
      "any": true,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "clients",
      "any": true,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "pic_partners",
      "any": false,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "messenger_clients",
      "any": false,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "xmpp_partners",
      "any": true,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "xmpp_gateways",
      "any": true,
      "literal": false,
      "prefixes": []
    },
    {
      "name": "av_edge",
      "any": false,
      "literal": false,
      "prefixes": [
        "203.0.113.10"
      ]
    },
    {
      "name": "access_edge",
      "any": false,
      "literal": false,
      "prefixes": [
        "203.0.113.10"
      ]
    },
    {
      "name": "internal_edge",
      "any": false,
      "literal": false,
      "prefixes": [
        "10.45.16.10"
      ]
    },
    {
      "name": "any",
      "any": true,
      "literal": true,
      "prefixes": []
    }
  ],
  "zones": [
    {
      "name": "internal",
      "any": true,
      "interfaces": []
    }
  ],
  "protect": [
    {
      "group": "access_edge",
      "zone": null
    },
    {
      "group": "av_edge",
      "zone": null
    },
    {
      "group": "internal_edge",
      "zone": null
    }
  ],
  "rows": [
    {
      "name": "pic-sip-in",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "pic_partners"
      ],
      "from_ports": [],
      "to": [
        "access_edge"
      ],
      "to_ports": [
        "5061"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:48",
      "active": false
    },
    {
      "name": "pic-sip-out",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "access_edge"
      ],
      "from_ports": [],
      "to": [
        "pic_partners"
      ],
      "to_ports": [
        "5061"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:49",
      "active": false
    },
    {
      "name": "client-sip",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "clients"
      ],
      "from_ports": [],
      "to": [
        "access_edge"
      ],
      "to_ports": [
        "443"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:50",
      "active": true
    },
    {
      "name": "messenger-rtp-out",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "av_edge"
      ],
      "from_ports": [],
      "to": [
        "messenger_clients"
      ],
      "to_ports": [
        "50000-59999"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:51",
      "active": false
    },
    {
      "name": "messenger-stun-out",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "udp",
      "from": [
        "av_edge"
      ],
      "from_ports": [],
      "to": [
        "messenger_clients"
      ],
      "to_ports": [
        "3478"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:52",
      "active": false
    },
    {
      "name": "messenger-stun-in",
      "section": "Public IM connectivity",
      "action": "allow",
      "proto": "udp",
      "from": [
        "messenger_clients"
      ],
      "from_ports": [],
      "to": [
        "av_edge"
      ],
      "to_ports": [
        "3478"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:53",
      "active": false
    },
    {
      "name": "sip-federation-in",
      "section": "SIP federation",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "federated_partners"
      ],
      "from_ports": [],
      "to": [
        "access_edge"
      ],
      "to_ports": [
        "5061"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:59",
      "active": true
    },
    {
      "name": "sip-federation-out",
      "section": "SIP federation",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "access_edge"
      ],
      "from_ports": [],
      "to": [
        "any"
      ],
      "to_ports": [
        "5061"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:60",
      "active": true
    },
    {
      "name": "xmpp-in",
      "section": "XMPP federation",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "xmpp_partners"
      ],
      "from_ports": [],
      "to": [
        "access_edge"
      ],
      "to_ports": [
        "5269"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:65",
      "active": true
    },
    {
      "name": "xmpp-out",
      "section": "XMPP federation",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "access_edge"
      ],
      "from_ports": [],
      "to": [
        "any"
      ],
      "to_ports": [
        "5269"
      ],
      "zone": null,
      "comment": null,
      "source": "../../ctl/policies/default.policy:66",
      "active": true
    },
    {
      "name": "xmpp-gateway",
      "section": "XMPP federation",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "xmpp_gateways"
      ],
      "from_ports": [],
      "to": [
        "internal_edge"
      ],
      "to_ports": [
        "23456"
      ],
      "zone": "internal",
      "comment": null,
      "source": "../../ctl/policies/default.policy:67",
      "active": true
    }
  ]
}
$ lyncctl policy show cases/deny.policy --site /dev/null
policy guarded "A deny row first"
mode stateless

group edge = 203.0.113.10, 2001:db8:113::10
group inner = 10.45.16.10
group crooks = 198.51.100.0/24, 2001:db8:bad::/48
zone perimeter = "eth1", "dmz+"
zone inside = "eth2"
protect edge behind perimeter
protect inner

section "Crooks" {
    deny crooks any from crooks to edge comment "reported in March"
}

section "SIP" {
    allow sip tcp from any port 1024-65535 to edge port { 443, 5061 }
    allow pings icmp from any to inner in inside comment "for the monitor"
    allow pings6 icmpv6 from any to edge
}
$ lyncctl policy show cases/deny.policy --site /dev/null --json | jq .
{
  "schema_version": 1,
  "policy": "guarded",
  "title": "A deny row first",
  "mode": "stateless",
  "groups": [
    {
      "name": "edge",
      "any": false,
      "literal": false,
      "prefixes": [
        "203.0.113.10",
        "2001:db8:113::10"
      ]
    },
    {
      "name": "inner",
      "any": false,
      "literal": false,
      "prefixes": [
        "10.45.16.10"
      ]
    },
    {
      "name": "crooks",
      "any": false,
      "literal": false,
      "prefixes": [
        "198.51.100.0/24",
        "2001:db8:bad::/48"
      ]
    },
    {
      "name": "any",
      "any": true,
      "literal": true,
      "prefixes": []
    }
  ],
  "zones": [
    {
      "name": "perimeter",
      "any": false,
      "interfaces": [
        "eth1",
        "dmz+"
      ]
    },
    {
      "name": "inside",
      "any": false,
      "interfaces": [
        "eth2"
      ]
    }
  ],
  "protect": [
    {
      "group": "edge",
      "zone": "perimeter"
    },
    {
      "group": "inner",
      "zone": null
    }
  ],
  "rows": [
    {
      "name": "crooks",
      "section": "Crooks",
      "action": "deny",
      "proto": "any",
      "from": [
        "crooks"
      ],
      "from_ports": [],
      "to": [
        "edge"
      ],
      "to_ports": [],
      "zone": null,
      "comment": "reported in March",
      "source": "cases/deny.policy:14",
      "active": true
    },
    {
      "name": "sip",
      "section": "SIP",
      "action": "allow",
      "proto": "tcp",
      "from": [
        "any"
      ],
      "from_ports": [
        "1024-65535"
      ],
      "to": [
        "edge"
      ],
      "to_ports": [
        "443",
        "5061"
      ],
      "zone": null,
      "comment": null,
      "source": "cases/deny.policy:17",
      "active": true
    },
    {
      "name": "pings",
      "section": "SIP",
      "action": "allow",
      "proto": "icmp",
      "from": [
        "any"
      ],
      "from_ports": [],
      "to": [
        "inner"
      ],
      "to_ports": [],
      "zone": "inside",
      "comment": "for the monitor",
      "source": "cases/deny.policy:18",
      "active": true
    },
    {
      "name": "pings6",
      "section": "SIP",
      "action": "allow",
      "proto": "icmpv6",
      "from": [
        "any"
      ],
      "from_ports": [],
      "to": [
        "edge"
      ],
      "to_ports": [],
      "zone": null,
      "comment": null,
      "source": "cases/deny.policy:19",
      "active": true
    }
  ]
}
$ lyncctl policy show default --site ../vectors/site.conf > /dev/full
! lyncctl: the output could not be written: No space left on device
= 4
