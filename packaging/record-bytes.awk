# record-host's hand for binary files: the SMBIOS table (DMTF DSP0134), EDID, ATA's IDENTIFY DEVICE.
# The bytes of the file at hand are the numbers b[0] … b[size - 1]; text functions and the list of
# secrets are record-host.awk's.

function load(text,    i, n, word) {
	split("", b)
	n = split(text, word, /[ \n]+/)
	size = 0
	for (i = 1; i <= n; i++)
		if (word[i] != "")
			b[size++] = hex_of[substr(word[i], 1, 1)] * 16 + hex_of[substr(word[i], 2, 1)]
}

function dump(    i, out) {
	for (i = 0; i < size; i++)
		out = out (i && i % 32 == 0 ? "\n" : "") digit_of[int(b[i] / 16)] digit_of[b[i] % 16]
	return out
}

function string_at(at, len,    out, i) {
	for (i = at; i < at + len; i++)
		out = out (b[i] ? sprintf("%c", b[i]) : " ")
	return out
}

function store_string(at, text,    i) {
	for (i = 1; i <= length(text); i++)
		b[at + i - 1] = ord[substr(text, i, 1)]
}

function checksum(first, len, at,    sum, i) {
	b[at] = 0
	for (i = first; i < first + len; i++)
		sum += b[i]
	b[at] = (256 - sum % 256) % 256
}

# The strings of the structure at AT: fills string_from and string_len, returns where it ends.
function find_strings(at,    p, start) {
	strings = 0
	p = at + b[at + 1]
	while (p < size && b[p] != 0) {
		start = p
		while (p < size && b[p] != 0)
			p++
		string_from[++strings] = start
		string_len[strings] = p - start
		p++
	}
	return p + (strings ? 1 : 2)
}

function uuid_text(at,    hex, i) {
	for (i = 0; i < 16; i++)
		hex = hex digit_of[int(b[at + i] / 16)] digit_of[b[at + i] % 16]
	return substr(hex, 7, 2) substr(hex, 5, 2) substr(hex, 3, 2) substr(hex, 1, 2) "-" \
		substr(hex, 11, 2) substr(hex, 9, 2) "-" substr(hex, 15, 2) substr(hex, 13, 2) "-" \
		substr(hex, 17, 4) "-" substr(hex, 21, 12)
}

function store_uuid(at, text,    hex, i, to) {
	hex = text
	gsub(/-/, "", hex)
	split("3 2 1 0 5 4 7 6 8 9 10 11 12 13 14 15", to, " ")
	for (i = 0; i < 16; i++)
		b[at + to[i + 1]] = hex_of[substr(hex, i * 2 + 1, 1)] * 16 + \
			hex_of[substr(hex, i * 2 + 2, 1)]
}

function known_uuid(text) {
	return is_junk(text) || text == "03000200-0400-0500-0006-000700080009"
}

# Walks the SMBIOS table twice: noting what identifies, then writing over it.
function dmi(writing,    at, next_at, type, n, i, offset, s) {
	for (at = 0; at + 4 <= size && b[at + 1] >= 4; at = next_at) {
		type = b[at]
		next_at = find_strings(at)
		n = split(serial_at[type], offset, ",")
		for (i = 1; i <= n && !writing; i++) {
			s = offset[i] < b[at + 1] ? b[at + offset[i]] : 0
			if (s >= 1 && s <= strings)
				secret(string_at(string_from[s], string_len[s]), "serial numbers and tags")
		}
		if (writing)
			dmi_write(at, type)
		if (type == 127)
			return
	}
}

function dmi_write(at, type,    i, j, s) {
	if (type == 1 && b[at + 1] >= 24 && !known_uuid(uuid_text(at + 8)))
		store_uuid(at + 8, fake_pattern(uuid_text(at + 8), "UUIDs"))
	if (type == 22 && b[at + 1] >= 18)
		b[at + 16] = b[at + 17] = 0
	for (i = 1; i <= strings; i++) {
		s = string_at(string_from[i], string_len[i])
		if (type in kept_type) {
			store_string(string_from[i], scrub(s))
		} else if (s !~ /ABSOLUTE/) { # that one is read
			gsub(/[A-Za-z]/, "x", s)
			gsub(/[0-9]/, "0", s)
			gsub(/[\200-\377]/, "x", s)
			store_string(string_from[i], s)
		}
		notes = notes "\n# string, type " type ": " string_at(string_from[i], string_len[i])
	}
	if (!(type in kept_type))
		for (j = at + 4; j < at + b[at + 1] && j < size; j++)
			b[j] = 0
}

function edid(writing,    at) {
	if (size < 128)
		return
	for (at = 54; at <= 108; at += 18)
		if (!b[at] && !b[at + 1] && b[at + 3] == 255) {
			if (writing)
				store_string(at + 5, scrub(string_at(at + 5, 13)))
			else
				secret(string_at(at + 5, 13), "serial numbers and tags")
		}
	if (!writing)
		return
	# The number, not the text; only the first block is read.
	b[12] = b[13] = b[14] = b[15] = 1
	b[126] = 0
	size = 128
	checksum(0, 128, 127)
}

# IDENTIFY DEVICE inside VPD page 0x89 (from byte 60): letters are swapped in pairs, the serial is
# words 10-19, the WWN 108-111.
function identify(writing,    i, text) {
	if (size < 60 + 512)
		return
	for (i = 0; i < 20; i += 2)
		text = text sprintf("%c%c", b[81 + i] ? b[81 + i] : 32, b[80 + i] ? b[80 + i] : 32)
	if (!writing) {
		secret(text, "serial numbers and tags")
		return
	}
	text = scrub(text)
	for (i = 0; i < 20; i += 2) {
		b[81 + i] = ord[substr(text, i + 1, 1)]
		b[80 + i] = ord[substr(text, i + 2, 1)]
	}
	for (i = 0; i < 8; i++)
		b[60 + 216 + i] = 0
	b[60 + 510] = b[60 + 511] = 0
}
