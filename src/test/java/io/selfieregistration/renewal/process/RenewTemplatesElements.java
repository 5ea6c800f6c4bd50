package io.selfieregistration.renewal.process;

/** The ids in {@code bpmn/renew-templates.bpmn} that tests name. */
public final class RenewTemplatesElements {

	public static final String RENEWAL_STARTED = "startEvent_renewalStarted";

	public static final String RENEW_TEMPLATES = "serviceTask_renewTemplates";

	public static final String TEMPLATES_LEFT = "gateway_templatesLeft";

	public static final String PAUSE_OVER = "intermediateCatchEvent_pauseOver";

	public static final String TEMPLATES_RENEWED = "endEvent_templatesRenewed";

	private RenewTemplatesElements() {
	}

}
