package io.selfieregistration.monitoring.settings;

import java.net.URI;
import java.util.regex.Pattern;

/** Classifies the host of an address without resolving its name. */
final class Hosts {

	private static final Pattern LOOPBACK = Pattern.compile("(?:.*\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]",
			Pattern.CASE_INSENSITIVE);

	private Hosts() {
	}

	/** Whether the address names the loopback host, and only that. */
	static boolean isLoopback(String address) {
		try {
			String host = URI.create(address).getHost();
			return host != null && LOOPBACK.matcher(host).matches();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
