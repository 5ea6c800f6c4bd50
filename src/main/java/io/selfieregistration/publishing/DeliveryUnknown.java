package io.selfieregistration.publishing;

import io.selfieregistration.web.ProblemStatus;

/** The delivery does not exist, or the caller may not see it. */
@ProblemStatus(status = 404, code = "delivery_unknown")
public class DeliveryUnknown extends RuntimeException {

	public DeliveryUnknown() {
		super("There is no such delivery");
	}

}
