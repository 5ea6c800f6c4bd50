package io.selfieregistration.publishing.http;

import java.net.URI;
import java.util.Set;

/** What can be said of the address of a receiver without resolving its name. */
final class Receivers {

	/** -1 stands for the port that belongs to the scheme. */
	private static final Set<Integer> USUAL_PORTS = Set.of(-1, 80, 443, 8443);

	private Receivers() {
	}

	/** Whether it is an absolute HTTP address without credentials or a fragment. */
	static boolean isCallable(URI url) {
		return ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null
				&& url.getRawUserInfo() == null && url.getRawFragment() == null;
	}

	/** Whether it may be called wherever it is. */
	static boolean isOrdinary(URI url) {
		return "https".equals(url.getScheme()) && USUAL_PORTS.contains(url.getPort());
	}

}
