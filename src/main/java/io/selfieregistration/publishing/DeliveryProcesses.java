package io.selfieregistration.publishing;

/**
 * The processes that bring messages to their receivers. All of it joins the current
 * transaction.
 */
public interface DeliveryProcesses {

	/** Starts the process of a delivery that is in the store. */
	void start(Delivery delivery);

	/**
	 * Lets the process of a delivery make its next attempt now.
	 * @return whether there is a process
	 * @throws org.springframework.dao.OptimisticLockingFailureException if it makes that
	 * attempt at this moment
	 */
	boolean retryNow(Delivery delivery);

}
