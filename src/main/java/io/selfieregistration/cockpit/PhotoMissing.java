package io.selfieregistration.cockpit;

import io.selfieregistration.web.ProblemStatus;

/** No selfie was registered in this phase. */
@ProblemStatus(status = 404, code = "photo_missing")
public class PhotoMissing extends RuntimeException {

	PhotoMissing() {
		super("There is no photo of this registration");
	}

}
