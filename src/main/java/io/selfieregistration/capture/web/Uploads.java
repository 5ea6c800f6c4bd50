package io.selfieregistration.capture.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import io.selfieregistration.face.SelfieImageRejected;

/** Reads uploaded pictures with a size limit. */
final class Uploads {

	private Uploads() {
	}

	/**
	 * @throws SelfieImageRejected if the body is larger, whatever its declared length
	 */
	static byte[] read(HttpServletRequest request, int maximumBytes) throws IOException {
		if (request.getContentLengthLong() > maximumBytes) {
			throw new SelfieImageRejected(SelfieImageRejected.Reason.TOO_LARGE);
		}
		byte[] upload = request.getInputStream().readNBytes(maximumBytes + 1);
		if (upload.length > maximumBytes) {
			throw new SelfieImageRejected(SelfieImageRejected.Reason.TOO_LARGE);
		}
		return upload;
	}

}
