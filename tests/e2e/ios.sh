#!/bin/sh
# hotroit-probe --device ios:… against a usbmuxd of ours, with pairing and TLS, up to the verdict.
set -eu
folder=$(mktemp -d)
rig=
trap 'exec 3<&-; [ -z "$rig" ] || kill "$rig"; rm -r "$folder"' EXIT
mkfifo "$folder/said"
cp "$SRC"/tests/fake/ios/*.json "$folder"
export USBMUXD_SOCKET_ADDRESS="UNIX:$folder/socket"
"$SRC/tests/fake/usbmuxd" "$folder/socket" "$folder" >"$folder/said" &
rig=$!
exec 3<"$folder/said"
read -r ready <&3 && [ "$ready" = ready ]

failed=0
wrong() {
	echo "$*"
	failed=1
}

udid_of() { sed -n 's/^ *{* *"udid": "\([^"]*\)".*/\1/p' "$SRC/tests/fake/ios/$1.json"; }

probe() { "$BIN/hotroit-probe" --lang vi --device "ios:$(udid_of "$1")" >"$folder/$1.snapshot"; }

# expect DEVICE MEASURED KEY=VALUE…: the measured verdict and facts, "?" for an unreadable one,
# "-" for an absent one.
expect() {
	name=$1 verdict=$2
	shift 2
	probe "$name" || wrong "$name: not probed"
	"$BIN/hotroit" assess --json "$folder/$name.snapshot" >"$folder/verdict" || [ $? -le 2 ]
	grep -q "\"measured_verdict\":\"$verdict\"" "$folder/verdict" ||
		wrong "$name: not $verdict: $(cat "$folder/verdict")"
	for pair; do
		key=${pair%%=*} value=${pair#*=}
		line=$(grep "{\"key\":\"$key\"," "$folder/$name.snapshot") || line='no such fact'
		case $value:$line in
		'?:'*'"state":"unreadable","reason":"'?*) ;;
		'-:'*'"state":"absent","reason":"'?*) ;;
		*"\"value\":$value,"* | *"\"value\":\"$value\","*) ;;
		*) wrong "$name: $key is not $value: $line" ;;
		esac
	done
}

free='lock.activation=none lock.account=none lock.mdm=none link.state=device'
unread='storage.free=? storage.total=? lock.activation=? lock.account=? lock.mdm=?
	battery.0.health=? battery.0.level=? device.serial=?'

hang_answers() {
	probe hang && grep -q '"link.state","value":"offline"' "$folder/hang.snapshot" ||
		echo hang >"$folder/bad"
}
hang_answers &
hang=$!

# shellcheck disable=SC2086 # words are the arguments
{
	expect iphone-5s fail 'device.model=iPhone 5s' device.kind=phone os.name=iOS \
		os.version=12.5.7 memory.installed=1073741824 storage.free=6120000000 \
		battery.0.health=70 lock.sim=present sim.0.state=locked $free
	expect iphone-6s pass memory.installed=2147483648 battery.0.health=80 \
		battery.0.cycles=540 battery.0.level=64 camera.count=2 camera.front=true \
		cellular.generation=4 cellular.volte=true $free
	expect iphone-7 review storage.free=3100000000 storage.total=26300000000 sim.count=1 \
		lock.sim=? $free
	expect iphone-se2 pass 'device.model=iPhone SE (2020)' memory.installed=3221225472 \
		battery.0.health=91 device.serial=FAKE000004 $free
	expect ipad-air-2 pass device.kind=tablet os.name=iPadOS memory.installed=2147483648 \
		cellular.generation=- cellular.volte=- camera.count=2 battery.0.level=91 $free
	# neither a phone nor a tablet: a person says which, and the fact says why
	expect ipod-touch-7 review device.kind=other 'device.model=iPod touch 7' \
		memory.installed=2147483648 cellular.generation=- cellular.volte=- $free
	expect ipad-mini-2 fail device.kind=tablet os.name=iOS memory.installed=1073741824 $free
	expect ipad-2 fail os.name=iOS os.version=9.3.5 memory.installed=536870912 \
		battery.0.health=77 lock.mdm=? lock.activation=none
	expect unactivated pass lock.activation=possible lock.account=possible lock.mdm=possible
	expect find-my pass lock.activation=present lock.account=present lock.mdm=none
	expect supervised pass lock.mdm=present lock.activation=none
	expect profile pass lock.mdm=possible lock.activation=none memory.installed=3221225472
	expect passcode review link.state=passcode memory.installed=2147483648 os.version=14.8 \
		$unread
	expect denied review link.state=denied 'device.model=iPhone 8' $unread
	expect trust review link.state=trust 'device.model=iPhone 7' $unread
	touch "$folder/$(udid_of trust).trusted"
	expect trust pass link.state=device storage.free=9000000000
}

# every way of refusing to pair has its own word
number=100
while read -r error word; do
	udid=00000000000000000000000000000000f00d0$number
	echo "{\"udid\": \"$udid\", \"pair\": \"$error\",
		\"open\": {\"ProductType\": \"iPhone8,1\", \"ProductVersion\": \"15.8\"}}" \
		>"$folder/new"
	mv "$folder/new" "$folder/$number.json"
	"$BIN/hotroit-probe" --device "ios:$udid" >"$folder/$error.snapshot" ||
		wrong "$error: not probed"
	grep -q "\"link.state\",\"value\":\"$word\"" "$folder/$error.snapshot" ||
		wrong "$error is not $word: $(grep link.state "$folder/$error.snapshot")"
	number=$((number + 1))
done <<-END
	InvalidHostID host-unknown
	EscrowLocked escrow-locked
	FMiPProtected find-my
	MCProtected managed
	MCChallengeRequired managed
	PairingProhibitedOverThisConnection wireless
	NeverHeardOf refused
END
grep -q '"lock.activation","value":"present"' "$folder/FMiPProtected.snapshot" ||
	wrong 'FMiPProtected is no lock'
grep -q '"lock.mdm","value":"present"' "$folder/MCProtected.snapshot" ||
	wrong 'MCProtected is no management'

grep -q 'Máy của An' "$folder"/*.snapshot && wrong 'the name of its owner was asked'

# one try to pair each, two for the one that was asked twice; none for one that is not there
rm "$folder/denied.json"
status=0
probe denied 2>"$folder/why" || status=$?
[ "$status" = 66 ] || wrong "denied: gone, yet $status"
grep -q usbmuxd "$folder/why" || wrong "denied: $(cat "$folder/why")"
status=0
"$BIN/hotroit-probe" --device ios:../../etc/passwd 2>"$folder/why" || status=$?
[ "$status" = 66 ] || wrong "a UDID that is none: $status"
wait "$hang"
[ ! -e "$folder/bad" ] || wrong 'hang: no snapshot of one that does not answer'
kill "$rig"
rig=
sort <&3 | uniq -c | while read -r times _ udid; do
	[ "$times" = "$([ "$udid" = "$(udid_of trust)" ] && echo 2 || echo 1)" ] ||
		echo "$udid: $times tries to pair"
done >"$folder/tries"
[ ! -s "$folder/tries" ] || wrong "$(cat "$folder/tries")"
exit "$failed"
