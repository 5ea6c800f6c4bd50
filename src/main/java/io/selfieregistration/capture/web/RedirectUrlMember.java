package io.selfieregistration.capture.web;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.result.RedirectLinks;
import io.selfieregistration.web.ProblemMembers;

import org.springframework.stereotype.Component;

/** Adds {@code redirect_url} to problems that leave the person nothing more to do. */
@Component
class RedirectUrlMember implements ProblemMembers {

	private static final Set<Reason> DEAD_ENDS = EnumSet.of(Reason.LINK_EXPIRED, Reason.LINK_USED,
			Reason.REQUEST_CANCELLED, Reason.ATTEMPTS_EXHAUSTED, Reason.CONSENT_REFUSED,
			Reason.REGISTRATION_NOT_NEEDED);

	private final CaptureSessions sessions;

	private final RedirectLinks redirects;

	RedirectUrlMember(CaptureSessions sessions, RedirectLinks redirects) {
		this.sessions = sessions;
		this.redirects = redirects;
	}

	@Override
	public Map<String, Object> of(Exception ex, HttpServletRequest call) {
		if (!(ex instanceof CaptureLinkUnusable unusable) || !DEAD_ENDS.contains(unusable.reason())) {
			return Map.of();
		}
		return redirectUrl(unusable.reason(), call).<Map<String, Object>>map((url) -> Map.of("redirect_url", url))
			.orElse(Map.of());
	}

	private Optional<URI> redirectUrl(Reason reason, HttpServletRequest call) {
		try {
			RequestId id = this.sessions.find(CaptureTokens.parse(call.getHeader(CaptureTokens.HEADER))).request().id();
			return (reason == Reason.LINK_USED) ? this.redirects.backWhenDone(id) : this.redirects.back(id);
		}
		catch (CaptureLinkUnusable ex) {
			return Optional.empty();
		}
	}

}
