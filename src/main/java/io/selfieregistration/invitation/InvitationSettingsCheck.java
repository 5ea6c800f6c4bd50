package io.selfieregistration.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.MessageTemplate;
import io.selfieregistration.application.SettingsCheck;
import io.selfieregistration.application.VerificationWay;

import org.springframework.stereotype.Component;

/**
 * Rejects settings with which no message would reach a person, or a message without a
 * link.
 */
@Component
class InvitationSettingsCheck implements SettingsCheck {

	private final List<InvitationSender> senders;

	InvitationSettingsCheck(List<InvitationSender> senders) {
		this.senders = List.copyOf(senders);
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		List<SettingProblem> problems = new ArrayList<>();
		if (settings.linkIsSent() && this.senders.stream().noneMatch((sender) -> sender.serves(settings))) {
			problems.add((settings.verificationWay() != VerificationWay.WEB)
					? new SettingProblem("verification_way",
							"is not configured: this installation has no channel for "
									+ settings.verificationWay().code())
					: new SettingProblem("notification_type", "is not configured: this installation has no gateway for "
							+ settings.notificationType().code()));
		}
		if (settings.reminder() != null && settings.reminder().compareTo(settings.linkExpiry()) >= 0) {
			problems.add(new SettingProblem("reminder", "must be shorter than 'link_expiry'"));
		}
		check("email_templates", settings.emailTemplates(), problems);
		check("sms_templates", settings.smsTemplates(), problems);
		return problems;
	}

	private static void check(String field, Map<String, MessageTemplate> templates, List<SettingProblem> problems) {
		templates.forEach((language, template) -> {
			String place = field + "." + language;
			if (!template.body().contains(InvitationTexts.LINK)) {
				problems.add(new SettingProblem(place + ".body", "must hold " + InvitationTexts.LINK));
			}
			check(place + ".body", template.body(), problems);
			check(place + ".subject", template.subject(), problems);
			check(place + ".title", template.title(), problems);
		});
	}

	private static void check(String place, String text, List<SettingProblem> problems) {
		if (text != null) {
			InvitationTexts.unknownPlaceholders(text)
				.forEach((name) -> problems.add(new SettingProblem(place,
						"holds {{" + name + "}}, which is none of {{link}}, {{expires_in}} and {{application}}")));
		}
	}

}
