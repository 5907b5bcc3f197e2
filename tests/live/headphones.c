/* Puts headphones into a sound card that has no jack: headphones CARD makes the control that cards
 * with one have, says that something is in it, and pulls it out again five seconds later. */
#include <alsa/asoundlib.h>
#include <stdio.h>
#include <unistd.h>

static int say(snd_ctl_t *ctl, snd_ctl_elem_id_t *jack, int plugged)
{
	snd_ctl_elem_value_t *value;

	snd_ctl_elem_value_alloca(&value);
	snd_ctl_elem_value_set_id(value, jack);
	snd_ctl_elem_value_set_boolean(value, 0, plugged);
	return snd_ctl_elem_write(ctl, value);
}

int main(int argc, char **argv)
{
	snd_ctl_elem_id_t *jack;
	snd_ctl_t *ctl;
	char card[32];

	if (argc != 2)
		return 64;
	snprintf(card, sizeof(card), "hw:%s", argv[1]);
	snd_ctl_elem_id_alloca(&jack);
	snd_ctl_elem_id_set_interface(jack, SND_CTL_ELEM_IFACE_CARD);
	snd_ctl_elem_id_set_name(jack, "Headphone Jack");
	if (snd_ctl_open(&ctl, card, 0) < 0 || snd_ctl_elem_add_boolean(ctl, jack, 1) < 0 ||
	    say(ctl, jack, 1) < 0)
		return 1;
	sleep(5);
	return say(ctl, jack, 0) < 0;
}
