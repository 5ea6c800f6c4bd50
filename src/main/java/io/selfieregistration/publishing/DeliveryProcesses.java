package io.selfieregistration.publishing;

/**
 * The processes that deliver messages. All methods join the current transaction.
 */
public interface DeliveryProcesses {

	/** Starts the process of a stored delivery. */
	void start(Delivery delivery);

	/**
	 * Makes the next attempt of a delivery due now.
	 * @return whether there is a process
	 * @throws org.springframework.dao.OptimisticLockingFailureException if the attempt is
	 * already in progress
	 */
	boolean retryNow(Delivery delivery);

}
