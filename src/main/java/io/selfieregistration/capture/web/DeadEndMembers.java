package io.selfieregistration.capture.web;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureLinkUnusable.Reason;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.invitation.NewLinks;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.result.RedirectLinks;
import io.selfieregistration.web.ProblemMembers;

import org.springframework.stereotype.Component;

/**
 * Adds to problems of a known link whose page it is and whether a new link can be had,
 * and to those that leave the person nothing more to do the way back.
 */
@Component
class DeadEndMembers implements ProblemMembers {

	private static final Set<Reason> DEAD_ENDS = EnumSet.of(Reason.LINK_EXPIRED, Reason.LINK_USED,
			Reason.REQUEST_CANCELLED, Reason.ATTEMPTS_EXHAUSTED, Reason.CONSENT_REFUSED, Reason.REGISTRATION_NOT_NEEDED,
			Reason.NOT_REGISTERED);

	private final CaptureSessions sessions;

	private final NewLinks newLinks;

	private final RedirectLinks redirects;

	DeadEndMembers(CaptureSessions sessions, NewLinks newLinks, RedirectLinks redirects) {
		this.sessions = sessions;
		this.newLinks = newLinks;
		this.redirects = redirects;
	}

	@Override
	public Map<String, Object> of(Exception ex, HttpServletRequest call) {
		if (!(ex instanceof CaptureLinkUnusable unusable)) {
			return Map.of();
		}
		try {
			return members(unusable.reason(),
					this.sessions.find(CaptureTokens.parse(call.getHeader(CaptureTokens.HEADER))));
		}
		catch (CaptureLinkUnusable unknown) {
			return Map.of();
		}
	}

	private Map<String, Object> members(Reason reason, KnownLink link) {
		Map<String, Object> members = new LinkedHashMap<>();
		if (reason != Reason.LINK_UNKNOWN) {
			ApplicationSettings settings = link.application().settings();
			members.put("application_name", link.application().name());
			members.put("branding", settings.branding());
			if (settings.supportAddress() != null) {
				members.put("support_address", settings.supportAddress());
			}
			if (this.newLinks.offeredFor(link)) {
				members.put("new_link", true);
			}
		}
		if (DEAD_ENDS.contains(reason)) {
			redirectUrl(reason, link.request().id()).ifPresent((url) -> members.put("redirect_url", url));
		}
		return members;
	}

	private Optional<URI> redirectUrl(Reason reason, RequestId id) {
		return (reason == Reason.LINK_USED) ? this.redirects.backWhenDone(id) : this.redirects.back(id);
	}

}
