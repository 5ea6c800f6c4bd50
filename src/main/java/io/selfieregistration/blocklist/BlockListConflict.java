package io.selfieregistration.blocklist;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** A face cannot be added to the block list. */
@ProblemStatus(status = 409,
		code = { "face_not_registered", "face_already_blocked", "block_list_full", "face_not_comparable" })
public class BlockListConflict extends RuntimeException implements Problem {

	private final String code;

	private BlockListConflict(String code, String message) {
		super(message);
		this.code = code;
	}

	static BlockListConflict notRegistered() {
		return new BlockListConflict("face_not_registered",
				"No request of the workspace with this id has the current facial template of its user");
	}

	static BlockListConflict alreadyBlocked() {
		return new BlockListConflict("face_already_blocked", "The face of this request is in the block list");
	}

	static BlockListConflict full(int most) {
		return new BlockListConflict("block_list_full",
				"The block list of a workspace has " + most + " entries at most");
	}

	static BlockListConflict notComparable() {
		return new BlockListConflict("face_not_comparable",
				"Facial templates of this model are not exact enough for a block list");
	}

	@Override
	public String code() {
		return this.code;
	}

}
