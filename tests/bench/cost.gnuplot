# SPDX-License-Identifier: GPL-2.0-only
# cost.svg from cost.dat, which `report` makes: five curves for IPv4, five for IPv6.
set terminal svg noenhanced size 920,440 font "sans-serif,12" background "white"
set output "cost.svg"
set multiplot layout 1,2
set logscale xy
set xtics ("10" 10, "100" 100, "1,000" 1000, "10,000" 10000, "100,000" 100000, "1,000,000" 1000000) \
	rotate by 20 right
set ytics (1, 2, 5, 10, 20, 50, 100, 200, 500, "1,000" 1000, "2,000" 2000, "5,000" 5000)
set xrange [7:1500000]
set yrange [5:10000]
set grid ytics lc rgb "#dddddd"
set key below maxrows 2 samplen 2
colours = "#d62728 #1f77b4 #17becf #2ca02c #888888"
colour(n) = word(colours, n)
# beside each other, not on top
place(x, n) = x * (0.85 + 0.05 * n)
do for [panel = 0:1] {
	set title sprintf("IPv%d, by number of partners' prefixes", 4 + 2 * panel)
	set ylabel panel == 0 ? "ns a packet, over an empty hook" : ""
	plot for [n = 1:5] "cost.dat" index 5 * panel + n - 1 using (place($1, n)):2:3:4 \
		with yerrorbars lc rgb colour(n) pt 7 ps 0.4 notitle, \
		for [n = 1:5] "cost.dat" index 5 * panel + n - 1 using (place($1, n)):2 \
		with linespoints lc rgb colour(n) pt 7 ps 0.6 lw 2 title columnheader(1)
}
unset multiplot
