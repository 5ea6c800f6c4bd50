package io.selfieregistration.platform;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** Why another server did not answer, in words for operators. */
public final class NetworkFault {

	private NetworkFault() {
	}

	/**
	 * Describes the first cause that tells something, without its message, which may hold
	 * an address.
	 * @param server what it is to us, such as {@code receiver}
	 * @return a clause such as {@code the receiver cannot be reached}
	 */
	public static String describe(String server, Throwable fault) {
		for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
				return "the " + server + " did not answer in time";
			}
			if (cause instanceof UnknownHostException) {
				return "the name of the " + server + " cannot be resolved";
			}
			if (cause instanceof SSLException) {
				return "no trusted TLS connection to the " + server;
			}
			if (cause instanceof ConnectException) {
				return "the " + server + " cannot be reached";
			}
		}
		return "the connection to the " + server + " broke";
	}

}
