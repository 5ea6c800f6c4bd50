package io.selfieregistration.monitoring;

import java.net.URI;
import java.util.regex.Pattern;

/** Which machine an address is on, as far as it says so itself: nothing is resolved. */
final class Hosts {

	private static final Pattern LOOPBACK = Pattern.compile("(?:.*\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]",
			Pattern.CASE_INSENSITIVE);

	private Hosts() {
	}

	/** Whether the host is this machine; of several hosts it is not. */
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
