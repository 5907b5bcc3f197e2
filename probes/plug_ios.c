/* The plugin that asks an iPhone or iPad. Nothing is ever written to the device but the pairing
 * that its user agrees to. */
#include "plug_ios.h"

#include "plug_ios_priv.h"

#include <errno.h>
#include <libimobiledevice/diagnostics_relay.h>
#include <libimobiledevice/libimobiledevice.h>
#include <libimobiledevice/lockdown.h>
#include <libimobiledevice/property_list_service.h>
#include <plist/plist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL "hotroit"
#define MCINSTALL "com.apple.mobile.MCInstall"
#define MCINSTALL_WAIT_MS 5000

/* One value of lockdownd. */
struct question {
	enum ios_ask ask;
	const char *domain, *key;
};

static const struct question open_questions[] = {
	{IOS_PRODUCT_TYPE, NULL, "ProductType"},
	{IOS_PRODUCT_VERSION, NULL, "ProductVersion"},
};

static const struct question paired_questions[] = {
	{IOS_SERIAL, NULL, "SerialNumber"},
	{IOS_ACTIVATION, NULL, "ActivationState"},
	{IOS_DATA_FREE, "com.apple.disk_usage", "AmountDataAvailable"},
	{IOS_DATA_TOTAL, "com.apple.disk_usage", "TotalDataCapacity"},
	{IOS_DISK_TOTAL, "com.apple.disk_usage", "TotalDiskCapacity"},
	{IOS_FIND_MY, "com.apple.fmip", "IsAssociated"},
	{IOS_SIM, NULL, "SIMStatus"},
	{IOS_CHAPERONED, "com.apple.mobile.chaperone", "DeviceIsChaperoned"},
	{IOS_TELEPHONY, NULL, "TelephonyCapability"},
	{IOS_BATTERY_LEVEL, "com.apple.mobile.battery", "BatteryCurrentCapacity"},
};

/* Entries of one dictionary. */
static const struct question battery_questions[] = {
	{IOS_BATTERY_DESIGN, NULL, "DesignCapacity"},
	{IOS_BATTERY_NOMINAL, NULL, "NominalChargeCapacity"},
	{IOS_BATTERY_RAW, NULL, "AppleRawMaxCapacity"},
	{IOS_BATTERY_CYCLES, NULL, "CycleCount"},
};

static const struct question cloud_questions[] = {
	{IOS_SUPERVISED, NULL, "IsSupervised"},
	{IOS_MANDATORY, NULL, "IsMandatory"},
	{IOS_MDM_URL, NULL, "ConfigurationURL"},
};

struct asking {
	idevice_t device;
	lockdownd_client_t client;
	struct ios_answer *answer;
};

static void plist_done(plist_t *plist)
{
	plist_free(*plist);
}

static void take(struct ios_value *ret, plist_t plist)
{
	const char *text;
	uint64_t len = 0;
	uint8_t yes = 0;

	switch (plist ? plist_get_node_type(plist) : PLIST_NONE) {
	case PLIST_NONE:
		ret->type = IOS_MISSING;
		break;
	case PLIST_STRING:
		text = plist_get_string_ptr(plist, &len);
		ret->type = IOS_TEXT;
		snprintf(ret->text, sizeof(ret->text), "%.*s", (int)sizeof(ret->text) - 1,
			 text ? text : "");
		break;
	case PLIST_UINT:
		ret->type = IOS_INT;
		plist_get_uint_val(plist, &ret->num);
		break;
	case PLIST_BOOLEAN:
		plist_get_bool_val(plist, &yes);
		ret->type = IOS_BOOL;
		ret->yes = yes;
		break;
	default:
		ret->type = IOS_OTHER;
	}
}

static void ask_lockdown(struct asking *asking, const struct question *questions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		AUTO(plist_done) plist_t plist = NULL;
		struct ios_value *value = &asking->answer->values[questions[i].ask];

		switch (lockdownd_get_value(asking->client, questions[i].domain, questions[i].key,
					    &plist)) {
		case LOCKDOWN_E_SUCCESS:
			take(value, plist);
			break;
		case LOCKDOWN_E_MISSING_VALUE:
			value->type = IOS_MISSING;
			break;
		case LOCKDOWN_E_MUX_ERROR:
		case LOCKDOWN_E_RECEIVE_TIMEOUT:
			return; /* unplugged, or hung */
		default:
			break;
		}
	}
}

static void take_dict(struct asking *asking, plist_t dict, const struct question *questions,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		take(&asking->answer->values[questions[i].ask],
		     plist_dict_get_item(dict, questions[i].key));
}

static bool is_dict(plist_t plist)
{
	return plist && plist_get_node_type(plist) == PLIST_DICT;
}

/* Devices up to the iPhone 7 have their gauge behind the charger. */
static void ask_battery(struct asking *asking)
{
	static const char *const entries[] = {"AppleSmartBattery", "AppleARMPMUCharger"};
	diagnostics_relay_client_t relay = NULL;
	bool found = false;

	if (diagnostics_relay_client_start_service(asking->device, &relay, LABEL) !=
	    DIAGNOSTICS_RELAY_E_SUCCESS)
		return;
	for (size_t i = 0; i < ARRAY_LEN(entries) && !found; i++) {
		AUTO(plist_done) plist_t answer = NULL;
		plist_t registry;

		if (diagnostics_relay_query_ioregistry_entry(relay, entries[i], NULL, &answer) !=
			    DIAGNOSTICS_RELAY_E_SUCCESS ||
		    !is_dict(answer))
			continue;
		registry = plist_dict_get_item(answer, "IORegistry");
		found = is_dict(registry) && plist_dict_get_item(registry, "DesignCapacity");
		if (found)
			take_dict(asking, registry, battery_questions,
				  ARRAY_LEN(battery_questions));
	}
	diagnostics_relay_goodbye(relay);
	diagnostics_relay_client_free(relay);
}

/* The answer to one request, or NULL when it was refused. */
static plist_t ask_managed(property_list_service_client_t service, const char *request)
{
	AUTO(plist_done) plist_t question = plist_new_dict();
	AUTO(plist_done) plist_t answer = NULL;
	plist_t status;

	plist_dict_set_item(question, "RequestType", plist_new_string(request));
	if (property_list_service_send_xml_plist(service, question) !=
		    PROPERTY_LIST_SERVICE_E_SUCCESS ||
	    property_list_service_receive_plist_with_timeout(service, &answer, MCINSTALL_WAIT_MS) !=
		    PROPERTY_LIST_SERVICE_E_SUCCESS ||
	    !is_dict(answer))
		return NULL;
	status = plist_dict_get_item(answer, "Status");
	if (!status || plist_get_node_type(status) != PLIST_STRING ||
	    !str_eq(plist_get_string_ptr(status, NULL), "Acknowledged"))
		return NULL;
	return STEAL(answer);
}

static void ask_profiles(struct asking *asking, property_list_service_client_t service)
{
	AUTO(plist_done) plist_t cloud = ask_managed(service, "GetCloudConfiguration");
	AUTO(plist_done) plist_t list = ask_managed(service, "GetProfileList");
	struct ios_value *profiles = &asking->answer->values[IOS_PROFILES];
	plist_t config = cloud ? plist_dict_get_item(cloud, "CloudConfiguration") : NULL;
	plist_t names = list ? plist_dict_get_item(list, "OrderedIdentifiers") : NULL;

	if (is_dict(config))
		take_dict(asking, config, cloud_questions, ARRAY_LEN(cloud_questions));
	if (names && plist_get_node_type(names) == PLIST_ARRAY) {
		profiles->type = IOS_INT;
		profiles->num = plist_array_get_size(names);
	}
}

static void ask_management(struct asking *asking)
{
	lockdownd_service_descriptor_t descriptor = NULL;
	property_list_service_client_t service = NULL;

	if (lockdownd_start_service(asking->client, MCINSTALL, &descriptor) != LOCKDOWN_E_SUCCESS)
		return;
	if (property_list_service_client_new(asking->device, descriptor, &service) ==
	    PROPERTY_LIST_SERVICE_E_SUCCESS) {
		ask_profiles(asking, service);
		property_list_service_client_free(service);
	}
	lockdownd_service_descriptor_free(descriptor);
}

static enum ios_link link_of(lockdownd_error_t error)
{
	switch (error) {
	case LOCKDOWN_E_SUCCESS:
		return IOS_LINK_PAIRED;
	case LOCKDOWN_E_PASSWORD_PROTECTED:
		return IOS_LINK_PASSCODE;
	case LOCKDOWN_E_PAIRING_DIALOG_RESPONSE_PENDING:
		return IOS_LINK_TRUST;
	case LOCKDOWN_E_USER_DENIED_PAIRING:
		return IOS_LINK_DENIED;
	case LOCKDOWN_E_INVALID_HOST_ID:
	case LOCKDOWN_E_MISSING_HOST_ID:
		return IOS_LINK_HOST_UNKNOWN;
	case LOCKDOWN_E_ESCROW_LOCKED:
		return IOS_LINK_ESCROW;
	case LOCKDOWN_E_FMIP_PROTECTED:
		return IOS_LINK_FIND_MY;
	case LOCKDOWN_E_MC_PROTECTED:
	case LOCKDOWN_E_MC_CHALLENGE_REQUIRED:
		return IOS_LINK_MANAGED;
	case LOCKDOWN_E_PAIRING_PROHIBITED_OVER_THIS_CONNECTION:
		return IOS_LINK_WIRELESS;
	case LOCKDOWN_E_RECEIVE_TIMEOUT:
	case LOCKDOWN_E_MUX_ERROR:
		return IOS_LINK_SILENT;
	default:
		return IOS_LINK_REFUSED;
	}
}

/* One handshake tries to pair once: a failed try costs about a second of CPU, for new keys. */
static void ask_device(struct asking *asking)
{
	struct ios_answer *answer = asking->answer;

	answer->link = link_of(lockdownd_client_new(asking->device, &asking->client, LABEL));
	if (answer->link != IOS_LINK_PAIRED)
		return;
	ask_lockdown(asking, open_questions, ARRAY_LEN(open_questions));
	lockdownd_client_free(STEAL(asking->client));
	answer->link = link_of(
		lockdownd_client_new_with_handshake(asking->device, &asking->client, LABEL));
	if (answer->link != IOS_LINK_PAIRED)
		return;
	ask_lockdown(asking, paired_questions, ARRAY_LEN(paired_questions));
	ask_management(asking);
	lockdownd_client_free(STEAL(asking->client));
	ask_battery(asking);
}

static int ask(const char *udid, struct ios_answer *ret)
{
	struct asking asking = {.answer = ret};

	*ret = (struct ios_answer){0};
	if (idevice_new_with_options(&asking.device, udid, IDEVICE_LOOKUP_USBMUX) !=
	    IDEVICE_E_SUCCESS)
		return -ENODEV;
	ask_device(&asking);
	idevice_free(asking.device);
	return 0;
}

extern const struct plug_ios plug_ios;
const struct plug_ios plug_ios = {.ask = ask,
				  .watch_open = ios_watch_open,
				  .watch_next = ios_watch_next,
				  .watch_close = ios_watch_close};
