package io.selfieregistration.duplicates.process;

/** The ids in {@code bpmn/find-duplicates.bpmn} that tests name. */
public final class FindDuplicatesElements {

	public static final String SELFIE_REGISTERED = "startEvent_selfieRegistered";

	public static final String FIND_DUPLICATES = "serviceTask_findDuplicates";

	public static final String DUPLICATES_SEARCHED = "endEvent_duplicatesSearched";

	private FindDuplicatesElements() {
	}

}
