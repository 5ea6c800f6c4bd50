package io.selfieregistration.comparison;

/**
 * How alike a selfie is to the registered one.
 *
 * @param distance of the two templates, 0 and more; the less, the more alike
 * @param maxDistance up to which both are of one person
 */
public record Comparison(double distance, double maxDistance) {

	/** Whether the selfie is of the registered person. */
	public boolean matched() {
		return this.distance <= this.maxDistance;
	}

	/** A distance helps those who try to be taken for another person. */
	@Override
	public String toString() {
		return "Comparison[matched=" + matched() + "]";
	}

}
