package io.selfieregistration.publishing.http;

import java.net.URI;
import java.util.Set;

/** Classifies addresses of receivers without resolving names. */
final class Receivers {

	/** -1 stands for the default port of the scheme. */
	private static final Set<Integer> USUAL_PORTS = Set.of(-1, 80, 443, 8443);

	private Receivers() {
	}

	/** Whether it is an absolute HTTP address without credentials or a fragment. */
	static boolean isCallable(URI url) {
		return ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null
				&& url.getRawUserInfo() == null && url.getRawFragment() == null;
	}

	/**
	 * Whether it uses TLS and a usual port, so that any public receiver may be called.
	 */
	static boolean isOrdinary(URI url) {
		return "https".equals(url.getScheme()) && USUAL_PORTS.contains(url.getPort());
	}

}
