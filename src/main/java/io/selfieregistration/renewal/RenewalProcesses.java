package io.selfieregistration.renewal;

/** The processes that renew templates. */
public interface RenewalProcesses {

	/** Starts the process of a renewal in its workspace, in the current transaction. */
	void start(String workspace, String id);

}
