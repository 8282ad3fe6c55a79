# SPDX-License-Identifier: GPL-2.0-only
#
# What people type. The module's own makefile is kmod/Kbuild, the tool's ctl/Makefile.

VERSION	:= $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)

# kernel to build for: KVER chooses among the installed ones, KDIR says it outright
KVER	?= $(shell uname -r)
KDIR	?= /lib/modules/$(KVER)/build

DESTDIR	?=
PREFIX	?= /usr
SYSCONFDIR ?= /etc

# where DKMS looks for sources
DKMS_SRC := $(DESTDIR)/usr/src/lync-edge-$(VERSION)

SHAREDIR := $(DESTDIR)$(PREFIX)/share

.PHONY: all help modules modules-install ctl install uninstall dkms-install dkms-remove
.PHONY: demo test bench check clean clean-modules

all: modules ctl

help:
	@echo 'lync_edge $(VERSION)'
	@echo
	@echo 'To use it on this machine (Debian 12: apt-get install dkms linux-headers-amd64):'
	@echo '  make dkms-install  the module, by DKMS, for the running kernel (KVER=...) and later ones'
	@echo '  make install       lyncctl, policies, manual, completion (DESTDIR=, PREFIX=/usr, SYSCONFDIR=/etc)'
	@echo '  make dkms-remove   take the module out of DKMS again'
	@echo '  make uninstall     remove what make install put there; what you wrote in /etc stays'
	@echo
	@echo 'To see it work (as root; packages that are missing are installed):'
	@echo '  make demo          every row with real servers, in a virtual machine'
	@echo '  make test          all tests; the last line is "N passed, N failed"'
	@echo '  make bench         speed, beside nftables and ipset (tests/bench/README.md)'
	@echo
	@echo 'To work on it:'
	@echo '  make modules       kmod/lync_edge.ko (KDIR=kernel build directory, ARCH=)'
	@echo '  make ctl           ctl/lyncctl'
	@echo '  make check         warnings of gcc W=1, sparse, checkpatch, shellcheck'
	@echo '  make clean'

# ---- building ----

modules:
	@test -e '$(KDIR)/Makefile' || { \
		echo 'no kernel headers in $(KDIR): install linux-headers-$(KVER), or give KDIR='; \
		exit 1; }
	$(MAKE) -C '$(KDIR)' M='$(CURDIR)/kmod' modules

modules-install: modules
	$(MAKE) -C '$(KDIR)' M='$(CURDIR)/kmod' modules_install

ctl:
	$(MAKE) -C ctl

# Kbuild knows best what it leaves; without headers, what it is known to leave.
clean-modules:
	if [ -e '$(KDIR)/Makefile' ]; then \
		$(MAKE) -C '$(KDIR)' M='$(CURDIR)/kmod' clean; \
	else \
		find kmod \( -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' \
			-o -name '.*.cmd' -o -name '.*.d' -o -name modules.order \
			-o -name Module.symvers \) -delete; \
	fi

clean: clean-modules
	$(MAKE) -C ctl clean
	$(MAKE) -C tests/unit clean
	rm -rf tests/build

# ---- installing ----

# ctl's makefile runs in another directory
STAGE := $(if $(DESTDIR),$(if $(filter /%,$(DESTDIR)),,$(CURDIR)/)$(DESTDIR))

install:
	$(MAKE) -C ctl install DESTDIR='$(STAGE)' PREFIX='$(PREFIX)' SYSCONFDIR='$(SYSCONFDIR)'

# What an administrator wrote in /etc stays, and folders that hold some of it.
uninstall:
	rm -f '$(DESTDIR)$(PREFIX)/sbin/lyncctl' \
		'$(SHAREDIR)/bash-completion/completions/lyncctl' \
		'$(SHAREDIR)/man/man8/lyncctl.8' '$(SHAREDIR)/man/man5/lync-edge-policy.5'
	rm -rf '$(SHAREDIR)/lync-edge'
	rm -f '$(DESTDIR)$(SYSCONFDIR)/lync-edge/site.conf.example'
	for folder in lync-edge/policies lync-edge; do \
		rmdir '$(DESTDIR)$(SYSCONFDIR)/'$$folder 2>/dev/null || :; \
	done

# What DKMS needs to build the module, and no more: no tests, no tool.
dkms-install:
	@command -v dkms >/dev/null || { echo 'dkms is missing: apt-get install dkms'; exit 1; }
	@test -e '/lib/modules/$(KVER)/build' || { \
		echo 'no headers of kernel $(KVER): apt-get install linux-headers-$(KVER)'; exit 1; }
	@! dkms status -m lync-edge -v $(VERSION) | grep -q . || \
		dkms remove -m lync-edge -v $(VERSION) --all
	rm -rf '$(DKMS_SRC)'
	install -d '$(DKMS_SRC)'/kmod/core '$(DKMS_SRC)'/uapi/linux '$(DKMS_SRC)'/LICENSES
	install -m 644 Makefile dkms.conf '$(DKMS_SRC)/'
	install -m 644 LICENSES/* '$(DKMS_SRC)/LICENSES/'
	install -m 644 uapi/linux/*.h '$(DKMS_SRC)/uapi/linux/'
	install -m 644 kmod/Kbuild kmod/*.[ch] '$(DKMS_SRC)/kmod/'
	install -m 644 kmod/core/*.[ch] '$(DKMS_SRC)/kmod/core/'
	dkms add -m lync-edge -v $(VERSION)
	dkms build -m lync-edge -v $(VERSION) -k $(KVER)
	dkms install -m lync-edge -v $(VERSION) -k $(KVER)

dkms-remove:
	dkms remove -m lync-edge -v $(VERSION) --all
	rm -rf '$(DKMS_SRC)'

# ---- trying ----

demo:
	@tests/lab/packages demo
	@tests/demo/run

test:
	@tests/lab/packages test
	@tests/run

bench:
	@tests/lab/packages bench
	@tests/bench/run

check:
	@tests/lab/packages style
	@tests/style/run
