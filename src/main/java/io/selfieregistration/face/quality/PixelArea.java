package io.selfieregistration.face.quality;

import io.selfieregistration.face.image.RgbImage;

/** An upright box of pixels inside a picture; right and bottom are excluded. */
record PixelArea(RgbImage picture, int left, int top, int right, int bottom) {

	/**
	 * Between the ears and from forehead to chin, at least a border away from the edge.
	 */
	static PixelArea betweenEars(FaceSample face, int borderPx) {
		FaceMesh.Box box = face.mesh().earsAndChin();
		return of(face.pixels(), box, borderPx);
	}

	/** Around all points of the mesh, at least a border away from the edge. */
	static PixelArea aroundFace(FaceSample face, int borderPx) {
		return of(face.pixels(), face.mesh().bounds(0), borderPx);
	}

	private static PixelArea of(RgbImage picture, FaceMesh.Box box, int borderPx) {
		double halfWidth = box.width() / 2;
		double halfHeight = box.height() / 2;
		return new PixelArea(picture, (int) Math.max(borderPx, box.centre().x() - halfWidth),
				(int) Math.max(borderPx, box.centre().y() - halfHeight),
				(int) Math.min(picture.widthPx() - borderPx, box.centre().x() + halfWidth),
				(int) Math.min(picture.heightPx() - borderPx, box.centre().y() + halfHeight));
	}

	double grey(int x, int y) {
		return this.picture.grey(x, y);
	}

	/** Number of pixels; 0 if the box is empty. */
	int count() {
		return Math.max(0, this.right - this.left) * Math.max(0, this.bottom - this.top);
	}

}
