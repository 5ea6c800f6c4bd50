package io.selfieregistration.web;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Implemented by a bean of an edge, to add members to a problem that follow from the call
 * and not from the exception alone.
 */
public interface ProblemMembers {

	/**
	 * @return members by their name in JSON; empty if there is nothing to add
	 */
	Map<String, Object> of(Exception ex, HttpServletRequest call);

}
