# The second half of record-host: reads the marked records of a machine, puts a fake of the same
# length and shape in place of everything that identifies it or a person, and writes the tree.
# Works with mawk and gawk under LC_ALL=C, together with record-bytes.awk.

BEGIN {
	srand(seed)
	for (i = 1; i < 256; i++)
		ord[sprintf("%c", i)] = i
	for (i = 0; i < 16; i++) {
		hex_of[substr("0123456789abcdef", i + 1, 1)] = i
		digit_of[i] = substr("0123456789abcdef", i + 1, 1)
	}
	X = "[0-9a-fA-F]"
	X4 = X X X X
	MAC = X X ":" X X ":" X X ":" X X ":" X X ":" X X
	UUID = X4 X4 "-" X4 "-" X4 "-" X4 "-" X4 X4 X4
	ID12 = X4 X4 X4
	LIVE = "^/(run/live|lib/live|run/initramfs|run/archiso|cdrom|isodevice)(/|$)"
	PLAIN = "^/(boot|boot/efi|home|usr|var|tmp|srv|opt|dev)?$"
	# Names so common that they point at nobody.
	split("debian ubuntu localhost user live root linux mint kali admin guest home", w, " ")
	for (i in w)
		common[w[i]] = 1
	# The words placeholders are made of.
	split("to be filled by o e m oem default string system serial number chassis base board " \
	      "baseboard mb not specified available applicable provided present none null unknown " \
	      "invalid empty asset tag no n a na type sn ssn eeepc s undefined manufacturer " \
	      "product name version x", w, " ")
	for (i in w)
		junk_word[w[i]] = 1
	# Structures whose content is read; of the others only the size and the type stay.
	split("0 1 2 3 4 6 16 17 19 22 24 126 127", w, " ")
	for (i in w)
		kept_type[w[i]] = 1
	split("boot root BOOT_IMAGE initrd live-media live-media-path console", w, " ")
	for (i in w)
		kept_option[w[i]] = 1
	# type → offsets of the string numbers of serials and tags
	split("1:7 2:7,8 3:7,8 4:32,33 17:24,25 22:7", w, " ")
	for (i in w) {
		split(w[i], part, ":")
		serial_at[part[1]] = part[2]
	}
}

/^\001/ {
	what = substr($0, 2, 1)
	count++
	kind[count] = what
	path[count] = substr($0, 4)
	lines[count] = 0
	next
}
{
	body[count] = body[count] (lines[count]++ ? "\n" : "") $0
}

# ---- fakes -----------------------------------------------------------------------------------

function random(n) {
	return int(rand() * n)
}

function is_junk(text,    rest, word, run, n, i) {
	rest = tolower(text)
	gsub(/[^a-z0-9]/, " ", rest)
	if (rest ~ /^ *$/)
		return 1
	run = rest
	gsub(/ /, "", run)
	n = substr(run, 1, 1)
	while (substr(run, 1, 1) == n && run != "")
		run = substr(run, 2)
	if (run == "")
		return 1
	gsub(/[0-9]+/, " & ", rest)
	n = split(rest, word, " ")
	for (i = 1; i <= n; i++)
		if (!(word[i] in junk_word) && word[i] !~ /^0+$/ &&
		    index("12345678901234567890123456789", word[i]) != 1 &&
		    index("012345678901234567890", word[i]) != 1 && word[i] !~ /^(abc|abcd|abcde|abcdef)$/)
			return 0
	return 1
}

function fake_of(text,    out, i, c, tries) {
	do {
		out = ""
		for (i = 1; i <= length(text); i++) {
			c = substr(text, i, 1)
			if (c ~ /[0-9]/)
				c = random(10)
			else if (only_hex && c ~ /[a-f]/)
				c = substr("abcdef", random(6) + 1, 1)
			else if (only_hex && c ~ /[A-F]/)
				c = substr("ABCDEF", random(6) + 1, 1)
			else if (c ~ /[a-z]/)
				c = substr("abcdefghijklmnopqrstuvwxyz", random(26) + 1, 1)
			else if (c ~ /[A-Z]/)
				c = substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", random(26) + 1, 1)
			else if (ord[c] > 127)
				c = "x"
			out = out c
		}
	} while ((out == text || out in made) && ++tries < 50)
	made[out] = 1
	return out
}

function trim(text) {
	gsub(/^[ \t\n]+|[ \t\n]+$/, "", text)
	return text
}

# Notes a value that identifies the machine; WHAT is the word it is counted under.
function secret(text, what) {
	text = trim(text)
	if (length(text) < 3 || is_junk(text) || text in fake)
		return
	only_hex = text ~ /^(0x)?[0-9a-f]+$/ || text ~ /^(0x)?[0-9A-F]+$/
	fake[text] = text ~ /^0x/ ? "0x" fake_of(substr(text, 3)) : fake_of(text)
	only_hex = 0
	order[++secrets] = text
	told[what]++
}

function name_of(text) {
	text = trim(text)
	if (length(text) < 2 || tolower(text) in common || text in word_fake)
		return
	word_fake[text] = fake_of(text)
	words[++word_count] = text
	told["host and user names"]++
}

function swap(text, old, new,    at, out) {
	while ((at = index(text, old))) {
		out = out substr(text, 1, at - 1) new
		text = substr(text, at + length(old))
	}
	return out text
}

# Every match of a pattern, the same one by the same fake.
function swap_pattern(text, pattern, what,    out, hit) {
	while (match(text, pattern)) {
		hit = substr(text, RSTART, RLENGTH)
		out = out substr(text, 1, RSTART - 1)
		text = substr(text, RSTART + RLENGTH)
		out = out fake_pattern(hit, what)
	}
	return out text
}

function fake_pattern(hit, what,    key) {
	key = tolower(hit)
	if (key in made || is_junk(key))
		return hit
	if (!(key in pattern_fake)) {
		only_hex = 1
		pattern_fake[key] = fake_of(key)
		# a fake address is a locally administered one
		if (what == "network addresses")
			pattern_fake[key] = "02" substr(pattern_fake[key], 3)
		made[pattern_fake[key]] = 1
		only_hex = 0
		told[what]++
	}
	return hit == key ? pattern_fake[key] : toupper(pattern_fake[key])
}

function scrub(text,    i) {
	for (i = 1; i <= secrets; i++)
		if (index(text, order[i]))
			text = swap(text, order[i], fake[order[i]])
	text = swap_pattern(text, UUID, "UUIDs")
	return swap_pattern(text, MAC, "network addresses")
}

function scrub_names(text,    i) {
	for (i = 1; i <= word_count; i++)
		text = swap(text, words[i], word_fake[words[i]])
	return text
}

# enx and wlx names hold the address of the card.
function scrub_path(text) {
	if (text ~ "(enx|wlx|wwx|ethx)" ID12)
		text = swap_pattern(text, ID12, "network addresses")
	return scrub(text)
}

# ---- text files that need more than replacing ---------------------------------------------------

function cmdline(text,    n, i, word, key, out) {
	n = split(trim(text), word, /[ \n]+/)
	for (i = 1; i <= n; i++) {
		key = word[i]
		sub(/=.*/, "", key)
		if (index(word[i], "=") && !(key in kept_option)) {
			told["boot options"]++
			word[i] = key "=" fake_of(substr(word[i], length(key) + 2))
		} else if (word[i] ~ /^root=LABEL=/) {
			word[i] = "root=LABEL=" fake_of(substr(word[i], 12))
		}
		out = out (i > 1 ? " " : "") word[i]
	}
	return out
}

function place(point) {
	if (point == "/" || point ~ LIVE || point ~ PLAIN)
		return point
	if (!(point in place_fake)) {
		place_fake[point] = "/mnt/" (++places)
		told["mount points"]++
	}
	return place_fake[point]
}

function how(options) {
	return options ~ /(^|,)ro(,|$)/ ? "ro" : "rw"
}

# Only mounts of disks, of / and of a live medium; without options, labels and people's folders.
function mountinfo(text,    n, i, line, f, m, d, out) {
	n = split(text, line, "\n")
	for (i = 1; i <= n; i++) {
		m = split(line[i], f, " ")
		for (d = 7; d <= m && f[d] != "-"; d++)
			;
		if (d + 2 > m || (f[d + 2] !~ /^\/dev\// && f[5] != "/" && f[5] !~ LIVE))
			continue
		out = out (out == "" ? "" : "\n") f[1] " " f[2] " " f[3] " " (f[4] == "/" ? "/" : "/x") \
			" " place(f[5]) " " how(f[6]) " - " f[d + 1] " " source(f[d + 2]) " " how(f[m])
	}
	return out
}

function mounts(text,    n, i, line, f, out) {
	n = split(text, line, "\n")
	for (i = 1; i <= n; i++) {
		if (split(line[i], f, " ") < 4 || (f[1] !~ /^\/dev\// && f[2] != "/" && f[2] !~ LIVE))
			continue
		out = out (out == "" ? "" : "\n") source(f[1]) " " place(f[2]) " " f[3] " " how(f[4]) " 0 0"
	}
	return out
}

function source(text) {
	return text ~ /^\/dev\// ? text : text ~ /^[a-z]+$/ ? text : "none"
}

function input_devices(text,    n, i, line, bus, out) {
	n = split(text, line, "\n")
	for (i = 1; i <= n; i++) {
		if (line[i] ~ /^I:/)
			bus = line[i]
		# Bluetooth things carry the names people give them.
		if (line[i] ~ /^N:/ && bus ~ /Bus=0005/) {
			line[i] = "N: Name=\"Bluetooth device\""
			told["Bluetooth names"]++
		}
		if (line[i] ~ /^U: Uniq=./)
			secret(substr(line[i], 9), "serial numbers and tags")
		if (line[i] !~ /^S:/)
			out = out (out == "" ? "" : "\n") line[i]
	}
	return out
}

function smartctl(text,    n, i, line, key, out) {
	n = split(text, line, "\n")
	for (i = 1; i <= n; i++) {
		key = line[i]
		sub(/^[ \t]*"/, "", key)
		sub(/".*/, "", key)
		if (key ~ /^(serial_number|logical_unit_id|eui64|nguid|uuid|subsystem_nqn)$/ &&
		    match(line[i], /": *"/)) {
			secret(substr(line[i], RSTART + RLENGTH, \
				index(substr(line[i], RSTART + RLENGTH), "\"") - 1), "serial numbers and tags")
		} else if (key ~ /^(naa|oui|id|ext_id)$/ && where ~ /wwn|eui64/ && match(line[i], /[0-9]+,?$/)) {
			line[i] = substr(line[i], 1, RSTART - 1) "1" (line[i] ~ /,$/ ? "," : "")
		} else if (line[i] ~ /[{]$/) {
			where = key
		}
		out = out (i > 1 ? "\n" : "") line[i]
	}
	return out
}

# ---- the walk --------------------------------------------------------------------------------

function note(i,    p, n, line, j) {
	p = path[i]
	if (kind[i] == "N") {
		name_of(body[i])
	} else if (kind[i] == "x") {
		load(body[i])
		if (p ~ /tables\/DMI$/)
			dmi(0)
		else if (p ~ /\/edid$/)
			edid(0)
		else if (p ~ /vpd_pg80$/)
			secret(string_at(4, size - 4), "serial numbers and tags")
		else if (p ~ /vpd_pg89$/)
			identify(0)
	} else if (kind[i] == "f") {
		if (p ~ /(_serial|_tag|\/serial|\/serial_number)$/)
			secret(body[i], "serial numbers and tags")
		else if (p ~ /\/dm\/name$/)
			name_of(body[i])
		else if (p ~ /\/dm\/uuid$/)
			secret(substr(body[i], index(body[i], "-") + 1), "UUIDs")
		else if (p ~ /smartctl\/[^\/]*$/)
			body[i] = smartctl(body[i])
		else if (p == "proc/bus/input/devices")
			body[i] = input_devices(body[i])
		n = p ~ /uevent$/ ? split(body[i], line, "\n") : 0
		for (j = 1; j <= n; j++)
			if (line[j] ~ /(SERIAL_NUMBER|HID_UNIQ|SERIAL)=/)
				secret(substr(line[j], index(line[j], "=") + 1), "serial numbers and tags")
	}
}

function clean_text(p, text) {
	if (p == "proc/version")
		gsub(/\([^()]*@[^()]*\)/, "(builder@example)", text)
	else if (p == "proc/cmdline")
		text = cmdline(text)
	else if (p == "proc/self/mountinfo")
		text = mountinfo(text)
	else if (p == "proc/mounts")
		text = mounts(text)
	else if (p ~ /backing_file$/ && text !~ LIVE)
		text = "/mnt/file"
	if (p ~ /dmi\/id\/product_uuid$/ && known_uuid(tolower(trim(text))))
		return text
	text = scrub_path(text)
	if (p ~ /^proc\/(version|cmdline|self\/mountinfo|mounts|bus\/input\/devices)$|\/(dm\/name|product|name)$/)
		text = scrub_names(text)
	return text
}

function clean_bytes(p, text) {
	load(text)
	notes = ""
	if (p ~ /tables\/DMI$/)
		dmi(1)
	else if (p ~ /\/edid$/)
		edid(1)
	else if (p ~ /vpd_pg80$/)
		store_string(4, scrub(string_at(4, size - 4)))
	else if (p ~ /vpd_pg89$/)
		identify(1)
	return dump()
}

function escape(text) {
	gsub(/\\/, "\\x5c", text)
	gsub(/ /, "\\x20", text)
	return text
}

function print_text(p, text) {
	sub(/\n+$/, "", text)
	if (index(text, "\n") || text ~ /^\t/) {
		gsub(/\n/, "\n\t", text)
		# an empty line needs no tab
		while (sub(/\n\t\n/, "\n\n", text))
			;
		print "t " p "\n\t" text
	} else {
		print "f " p (text == "" ? "" : " " text)
	}
}

function print_record(i,    p) {
	p = escape(scrub_path(path[i]))
	if (kind[i] == "N" || (p in written))
		return
	written[p] = 1
	if (kind[i] == "d" || kind[i] == "n") {
		print kind[i] " " p
	} else if (kind[i] == "l") {
		print "l " p " " escape(scrub_path(body[i]))
	} else if (kind[i] == "x") {
		text = clean_bytes(path[i], body[i])
		gsub(/\n/, "\n\t", text)
		if (notes != "")
			print substr(notes, 2)
		print "x " p (text == "" ? "" : "\n\t" text)
	} else {
		print_text(p, clean_text(path[i], body[i]))
	}
}

END {
	for (i = 1; i <= count; i++)
		note(i)
	# Long ones first: a serial may hold another.
	for (i = 2; i <= secrets; i++)
		for (j = i; j > 1 && length(order[j]) > length(order[j - 1]); j--) {
			text = order[j]
			order[j] = order[j - 1]
			order[j - 1] = text
		}
	print "hotroit.tree/1"
	for (i = 1; i <= count; i++)
		print_record(i)
	said = "record-host: replaced"
	for (what in told) {
		printf "%s %d %s", said, told[what], what > "/dev/stderr"
		said = ","
	}
	print (said == "," ? "." : "record-host: nothing had to be replaced.") \
		" Read the file before you send it." > "/dev/stderr"
}
