package io.selfieregistration.face;

import io.selfieregistration.platform.Coded;

/**
 * Why a selfie is refused or commented on, in the order in which putting it right helps a
 * person most: first who is in the picture, then where, then the light, then the head,
 * then the camera. Limits of each are in {@code docs/quality-measures.md}.
 */
public enum ReasonCode implements Coded {

	/** There is no face in the picture. */
	NO_FACE,

	/** More than one person is in the picture. */
	MULTIPLE_FACES,

	/** The face has too few pixels; come closer. */
	FACE_TOO_SMALL,

	/** The face touches the border or lacks room around it. */
	FACE_CROPPED,

	/** Something covers mouth or nose. */
	FACE_COVERED,

	/** Something covers the eyes. */
	EYES_COVERED,

	/** The face is too dark. */
	TOO_DARK,

	/** Parts of the face are plain white. */
	OVEREXPOSED,

	/** One half of the face is much darker than the other. */
	UNEVEN_LIGHT,

	/** The head is turned to one side. */
	HEAD_TURNED,

	/** The head looks up or down. */
	HEAD_PITCH,

	/** The head leans to one shoulder. */
	HEAD_TILTED,

	/** An eye is closed. */
	EYES_CLOSED,

	/** The face is out of focus or moved. */
	BLURRED,

	/** The camera made specks, mostly for lack of light. */
	NOISY,

	/** The face is nearly one single tone. */
	LOW_CONTRAST,

	/** The JPEG was compressed until blocks show. */
	COMPRESSED,

	/** The mouth is open. */
	MOUTH_OPEN,

	/** The picture has no colours. */
	GREYSCALE,

	/** The light gives the skin an unnatural colour. */
	COLOUR,

	/**
	 * The face is not known to be that of the registered user. No measure of the picture:
	 * the comparison of a verification finds it.
	 */
	NOT_MATCHED

}
