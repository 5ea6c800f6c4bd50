package io.selfieregistration.face.image;

import java.util.List;

/**
 * Rotation, uniform scale and shift from one pixel grid to another. Coordinates are those
 * of pixel centres: 0 is the centre of the first pixel.
 *
 * @param cos scale times cosine of the angle
 * @param sin scale times sine of the angle; positive turns clockwise on the screen
 * @param shiftX in pixels of the target
 * @param shiftY in pixels of the target
 */
public record Similarity(double cos, double sin, double shiftX, double shiftY) {

	/**
	 * From a square chip into the picture it is cut from.
	 * @param centre where the centre of the chip lies in the picture
	 * @param sidePx side of the square in the picture, in pixels
	 * @param rollRadians by how much the square leans clockwise in the picture
	 * @param chipSidePx side of the chip, in pixels
	 */
	public static Similarity ofSquare(Point centre, double sidePx, double rollRadians, int chipSidePx) {
		double scale = sidePx / chipSidePx;
		double cos = scale * Math.cos(rollRadians);
		double sin = scale * Math.sin(rollRadians);
		double middle = (chipSidePx - 1) / 2.0;
		return new Similarity(cos, sin, centre.x() - cos * middle + sin * middle,
				centre.y() - sin * middle - cos * middle);
	}

	/**
	 * What takes points as near to other points as turning, scaling and shifting can, by
	 * the least squares. <b>Source:</b> Umeyama 1991, without reflection.
	 * @param from two different points at least
	 * @param to as many
	 */
	public static Similarity between(List<Point> from, List<Point> to) {
		Point start = mean(from);
		Point end = mean(to);
		double along = 0;
		double across = 0;
		double squares = 0;
		for (int i = 0; i < from.size(); i++) {
			double fromX = from.get(i).x() - start.x();
			double fromY = from.get(i).y() - start.y();
			double toX = to.get(i).x() - end.x();
			double toY = to.get(i).y() - end.y();
			along += fromX * toX + fromY * toY;
			across += fromX * toY - fromY * toX;
			squares += fromX * fromX + fromY * fromY;
		}
		double cos = along / squares;
		double sin = across / squares;
		return new Similarity(cos, sin, end.x() - cos * start.x() + sin * start.y(),
				end.y() - sin * start.x() - cos * start.y());
	}

	private static Point mean(List<Point> points) {
		double x = 0;
		double y = 0;
		for (Point point : points) {
			x += point.x() / points.size();
			y += point.y() / points.size();
		}
		return new Point(x, y);
	}

	/** Pixels of the target for one pixel of the source. */
	public double scale() {
		return Math.hypot(this.cos, this.sin);
	}

	public Point apply(double x, double y) {
		return new Point(this.cos * x - this.sin * y + this.shiftX, this.sin * x + this.cos * y + this.shiftY);
	}

	/** The point that {@link #apply} takes to the given one. */
	public Point invert(Point point) {
		double determinant = this.cos * this.cos + this.sin * this.sin;
		double x = point.x() - this.shiftX;
		double y = point.y() - this.shiftY;
		return new Point((this.cos * x + this.sin * y) / determinant, (this.cos * y - this.sin * x) / determinant);
	}

	/** The same mapping into the picture at half its size. */
	Similarity halved() {
		return new Similarity(this.cos / 2, this.sin / 2, this.shiftX / 2 - 0.25, this.shiftY / 2 - 0.25);
	}

}
