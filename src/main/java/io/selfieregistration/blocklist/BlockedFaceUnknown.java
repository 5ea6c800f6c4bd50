package io.selfieregistration.blocklist;

import io.selfieregistration.web.ProblemStatus;

/** The block list of the workspace has no entry with this id. */
@ProblemStatus(status = 404, code = "blocked_face_unknown")
public class BlockedFaceUnknown extends RuntimeException {

	public BlockedFaceUnknown() {
		super("There is no such entry in the block list");
	}

}
