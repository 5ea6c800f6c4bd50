/** What is asked of the management port, and by whom. */
package io.selfieregistration.monitoring.web;
