package io.selfieregistration.web;

import jakarta.servlet.http.HttpServletRequest;

/** Reads the path of a call. */
public final class CallPaths {

	private CallPaths() {
	}

	/**
	 * Returns the path by which the container chooses who answers: decoded, normalised,
	 * and without parameters. {@code getRequestURI} has it as the caller spelt it, which
	 * may be {@code /api/%761} for {@code /api/v1}.
	 */
	public static String of(HttpServletRequest call) {
		return call.getServletPath() + ((call.getPathInfo() != null) ? call.getPathInfo() : "");
	}

}
