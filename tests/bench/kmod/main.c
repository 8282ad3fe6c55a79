// SPDX-License-Identifier: GPL-2.0-only
/* What user space sees of the bench: two files in /proc/lync_bench (bench.h). */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/nsproxy.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <net/netfilter/nf_conntrack.h>

#include "bench.h"

#define LYNC_BENCH_COMMAND 128
#define LYNC_BENCH_ANSWER 4096
#define LYNC_BENCH_WORDS 6
#define LYNC_BENCH_BLANKS "\n "
#define LYNC_BENCH_ROUNDS 128

static DEFINE_MUTEX(lync_bench_lock);	/* one command at a time */
static struct lync_bench lync_bench;
static char lync_bench_answer[LYNC_BENCH_ANSWER];
static struct proc_dir_entry *lync_bench_dir;

static const char * const lync_bench_devices[] = { "ext0", "dmz0", "int0" };

static __printf(1, 2) void lync_bench_say(const char *format, ...)
{
	size_t said = strlen(lync_bench_answer);
	va_list args;

	va_start(args, format);
	vscnprintf(lync_bench_answer + said, sizeof(lync_bench_answer) - said, format, args);
	va_end(args);
}

/* ---- the namespace that is measured ---- */

static void lync_bench_put_devices(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lync_bench.devices); i++) {
		dev_put(lync_bench.devices[i]);
		lync_bench.devices[i] = NULL;
	}
}

static int lync_bench_get_devices(struct net *net)
{
	unsigned int i;

	BUILD_BUG_ON(ARRAY_SIZE(lync_bench_devices) != ARRAY_SIZE(lync_bench.devices));
	for (i = 0; i < ARRAY_SIZE(lync_bench.devices); i++) {
		lync_bench.devices[i] = dev_get_by_name(net, lync_bench_devices[i]);
		if (!lync_bench.devices[i]) {
			pr_err("no interface %s\n", lync_bench_devices[i]);
			lync_bench_put_devices();
			return -ENODEV;
		}
	}
	return 0;
}

static int lync_bench_subject_set(struct net *net)
{
	int err;

	if (lync_bench.subject || net == lync_bench.zero)
		return -EBUSY;
	err = lync_bench_get_devices(net);
	if (!err)
		lync_bench.subject = get_net(net);
	return err;
}

/* Nothing of ours may hold a namespace that its processes have left. */
static void lync_bench_release(void)
{
	if (!lync_bench.subject)
		return;
	lync_bench_packets_clear(&lync_bench);
	lync_bench_track(&lync_bench, "off");
	lync_bench_hooks_set(&lync_bench, "none");
	lync_bench_put_devices();
	put_net(lync_bench.subject);
	lync_bench.subject = NULL;
}

/* ---- commands ---- */

static int lync_bench_do_verify(int argc, char **argv)
{
	const struct lync_bench_plan *plan = argc == 2 ? lync_bench_plan_find(argv[1]) : NULL;
	unsigned int i, wrong = 0, zero_wrong = 0, tracked = 0;
	int first = -1;

	if (!plan)
		return -EINVAL;
	for (i = 0; i < lync_bench.n_packets; i++) {
		const struct lync_bench_packet *packet = &lync_bench.packets[i];
		bool through;

		local_bh_disable();
		through = lync_bench_pass(packet, lync_bench.subject, plan);
		tracked += !!skb_nfct(packet->skb);
		nf_reset_ct(packet->skb);
		lync_bench_hooks_swap(&lync_bench);
		zero_wrong += !lync_bench_pass(packet, lync_bench.subject,
					       lync_bench_plan_of_zero(plan));
		lync_bench_hooks_swap(&lync_bench);
		nf_reset_ct(packet->skb);
		local_bh_enable();
		if (through == packet->accept)
			continue;
		if (!wrong++)
			first = i;
	}
	lync_bench_say("packets=%u wrong=%u first=%d zero_wrong=%u tracked=%u entries=%u",
		       i, wrong, first, zero_wrong, tracked,
		       nf_conntrack_count(lync_bench.subject));
	return 0;
}

static int lync_bench_read_walk(int argc, char **argv, struct lync_bench_walk *walk)
{
	unsigned int packets;

	if (argc < 5 || kstrtouint(argv[2], 0, &walk->flows) ||
	    kstrtouint(argv[3], 0, &walk->rounds) || kstrtouint(argv[4], 0, &packets))
		return -EINVAL;
	walk->plan = lync_bench_plan_find(argv[1]);
	walk->fresh = argc == 6 && !strcmp(argv[5], "fresh");
	if (!walk->plan || !walk->flows || walk->flows > lync_bench.n_packets ||
	    walk->rounds > LYNC_BENCH_ROUNDS)
		return -EINVAL;
	walk->passes = DIV_ROUND_UP(packets, walk->flows);
	return 0;
}

static void lync_bench_say_times(const char *name, const u64 *took, unsigned int n)
{
	unsigned int i;

	lync_bench_say(" %s=", name);
	for (i = 0; i < n; i++)
		lync_bench_say("%s%llu", i ? "," : "", took[i]);
}

/* One round with the zero's hooks, one with the subject's. */
static void lync_bench_take_turns(const struct lync_bench_walk *walk, u64 *zero, u64 *took)
{
	*zero = lync_bench_round(&lync_bench, walk, true);
	*took = lync_bench_round(&lync_bench, walk, false);
}

static int lync_bench_do_walk(int argc, char **argv)
{
	static u64 took[LYNC_BENCH_ROUNDS], zero[LYNC_BENCH_ROUNDS];
	struct lync_bench_walk walk;
	unsigned int i;
	int err;

	err = lync_bench_read_walk(argc, argv, &walk);
	if (err)
		return err;
	/* the first turns are to warm up; what they took is overwritten */
	lync_bench_take_turns(&walk, zero, took);
	for (i = 0; i < walk.rounds; i++)
		lync_bench_take_turns(&walk, &zero[i], &took[i]);
	lync_bench_say("packets=%u", walk.passes * walk.flows);
	lync_bench_say_times("ns", took, walk.rounds);
	lync_bench_say_times("zero", zero, walk.rounds);
	return 0;
}

static int lync_bench_do(int argc, char **argv)
{
	if (argc == 1 && !strcmp(argv[0], "zero"))
		return lync_bench_zero_set(&lync_bench, current->nsproxy->net_ns);
	if (argc == 1 && !strcmp(argv[0], "subject"))
		return lync_bench_subject_set(current->nsproxy->net_ns);
	if (!lync_bench.zero || !lync_bench.subject)
		return -EINVAL;
	if (argc == 1 && !strcmp(argv[0], "release")) {
		lync_bench_release();
		return 0;
	}
	if (argc == 2 && !strcmp(argv[0], "hooks"))
		return lync_bench_hooks_set(&lync_bench, argv[1]);
	if (argc == 2 && !strcmp(argv[0], "track"))
		return lync_bench_track(&lync_bench, argv[1]);
	if (argc == 1 && !strcmp(argv[0], "flush")) {
		lync_bench_flush(lync_bench.subject);
		return 0;
	}
	if (argc && !strcmp(argv[0], "verify"))
		return lync_bench_do_verify(argc, argv);
	if (argc && !strcmp(argv[0], "walk"))
		return lync_bench_do_walk(argc, argv);
	return -EINVAL;
}

/* ---- the files ---- */

static int lync_bench_split(char *line, char **words)
{
	char *word;
	int n = 0;

	while ((word = strsep(&line, LYNC_BENCH_BLANKS))) {
		if (!*word)
			continue;
		if (n == LYNC_BENCH_WORDS)
			return -E2BIG;
		words[n++] = word;
	}
	return n;
}

static ssize_t lync_bench_control_write(struct file *file, const char __user *from, size_t len,
					loff_t *offset)
{
	char line[LYNC_BENCH_COMMAND], *words[LYNC_BENCH_WORDS];
	int n, err;

	if (len >= sizeof(line))
		return -E2BIG;
	if (copy_from_user(line, from, len))
		return -EFAULT;
	line[len] = '\0';
	n = lync_bench_split(line, words);
	if (n < 0)
		return n;
	mutex_lock(&lync_bench_lock);
	lync_bench_answer[0] = '\0';
	err = lync_bench_do(n, words);
	mutex_unlock(&lync_bench_lock);
	return err ? err : len;
}

static int lync_bench_control_show(struct seq_file *file, void *unused)
{
	mutex_lock(&lync_bench_lock);
	seq_printf(file, "%s\n", lync_bench_answer);
	mutex_unlock(&lync_bench_lock);
	return 0;
}

static int lync_bench_control_open(struct inode *inode, struct file *file)
{
	return single_open(file, lync_bench_control_show, NULL);
}

static const struct proc_ops lync_bench_control_ops = {
	.proc_open = lync_bench_control_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
	.proc_write = lync_bench_control_write,
};

static ssize_t lync_bench_packets_write(struct file *file, const char __user *from, size_t len,
					loff_t *offset)
{
	struct lync_bench_record record;
	size_t done = 0;
	int err = 0;

	if (len % sizeof(record))
		return -EINVAL;
	mutex_lock(&lync_bench_lock);
	if (!*offset)
		lync_bench_packets_clear(&lync_bench);
	for (; done < len && !err; done += sizeof(record)) {
		if (copy_from_user(&record, from + done, sizeof(record)))
			err = -EFAULT;
		else
			err = lync_bench_packets_add(&lync_bench, &record);
	}
	mutex_unlock(&lync_bench_lock);
	if (err)
		return err;
	*offset += done;
	return done;
}

static const struct proc_ops lync_bench_packets_ops = {
	.proc_write = lync_bench_packets_write,
	.proc_lseek = noop_llseek,
};

/* ---- start and stop ---- */

static int __init lync_bench_init(void)
{
	lync_bench_hooks_init();
	lync_bench_dir = proc_mkdir("lync_bench", NULL);
	if (!lync_bench_dir)
		return -ENOMEM;
	if (proc_create("control", 0600, lync_bench_dir, &lync_bench_control_ops) &&
	    proc_create("packets", 0200, lync_bench_dir, &lync_bench_packets_ops))
		return 0;
	proc_remove(lync_bench_dir);
	return -ENOMEM;
}

static void __exit lync_bench_exit(void)
{
	proc_remove(lync_bench_dir);
	lync_bench_release();
	lync_bench_zero_clear(&lync_bench);
}

module_init(lync_bench_init);
module_exit(lync_bench_exit);

MODULE_DESCRIPTION("Walks prepared packets through netfilter hooks and takes the time");
MODULE_LICENSE("GPL");
