package io.selfieregistration.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Reads what a call says of itself. */
public final class Calls {

	private Calls() {
	}

	/**
	 * Returns the path by which the container chooses who answers: decoded, normalised,
	 * and without parameters. {@code getRequestURI} has it as the caller spelt it, which
	 * may be {@code /api/%761} for {@code /api/v1}.
	 */
	public static String pathOf(HttpServletRequest call) {
		return call.getServletPath() + ((call.getPathInfo() != null) ? call.getPathInfo() : "");
	}

	/**
	 * Returns the address of the caller whom this thread answers, or an empty text if it
	 * answers none.
	 */
	public static String callerAddress() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)
				? call.getRequest().getRemoteAddr() : "";
	}

}
