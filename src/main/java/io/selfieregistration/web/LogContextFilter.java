package io.selfieregistration.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import io.selfieregistration.platform.Mdc;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Clears the log context (MDC) at the end of a call, as its thread serves another call
 * next.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LogContextFilter extends ArrivedCallFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Map<String, String> before = MDC.getCopyOfContextMap();
		try {
			chain.doFilter(request, response);
		}
		finally {
			Mdc.restore(before);
		}
	}

}
